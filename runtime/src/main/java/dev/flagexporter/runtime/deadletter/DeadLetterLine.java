package dev.flagexporter.runtime.deadletter;

import java.util.Optional;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * A line of the dead letter file.
 *
 * @param position where it begins, in bytes
 * @param length how long it is, in bytes, without its end
 * @param event the event as it was; empty when the line is no dead letter of an exporter of this type of events
 */
public record DeadLetterLine(long position, long length, Optional<ExportableEvent> event) {

    /**
     * Where the next line begins.
     *
     * @return a position in bytes
     */
    public long end() {
        return position + length + 1;
    }
}
