package dev.flagexporter.runtime.deadletter;

import java.util.Optional;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * A line of the dead-letter file.
 *
 * @param position where it begins, in bytes
 * @param length its length in bytes, without its line end
 * @param eventId the id of the event, {@code <storeId>-<offset>}; empty if there is no event, or if the line was written
 *     without an id
 * @param event the event as it was; empty if the line is not a dead letter of this type of events
 */
public record DeadLetterLine(long position, long length, Optional<String> eventId, Optional<ExportableEvent> event) {

    /** Reads the line that a reader is at. */
    static DeadLetterLine of(LineReader line, EventType type) {
        Optional<StoredEvent> stored = DeadLetter.read(line.bytes(), type);
        return new DeadLetterLine(
                line.position(), line.length(), stored.flatMap(StoredEvent::id), stored.map(StoredEvent::event));
    }

    /**
     * Returns where the next line begins.
     *
     * @return a position in bytes
     */
    public long end() {
        return position + length + 1;
    }
}
