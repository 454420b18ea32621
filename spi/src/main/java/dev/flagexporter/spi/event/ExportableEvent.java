package dev.flagexporter.spi.event;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An event that can be exported. Implementations are immutable, so an exporter may keep and share them.
 *
 * <p>The reference's {@code exporter.ExportableEvent}.
 */
public interface ExportableEvent {

    /**
     * The type of this event.
     *
     * @return the type, never null
     */
    EventType type();

    /**
     * Who the event is about.
     *
     * @return the key of the evaluation context; empty when the sender gave none
     */
    String userKey();

    /**
     * What the event is about.
     *
     * @return the key of the flag or of the tracked action; empty when the sender gave none
     */
    String key();

    /**
     * When the event was made.
     *
     * @return epoch <em>seconds</em>, as in the reference's code and data (its comments say milliseconds)
     */
    long creationDate();

    /**
     * The value that a template's {@code {{ .Name}}} stands for.
     *
     * @param name one of {@link EventType#fieldNames()}
     * @return the field's value: text, boolean, number, map, list or null
     * @throws IllegalArgumentException when this type of event has no such field
     */
    @Nullable
    Object field(String name);

    /**
     * Returns about how large the JSON form of this event is. The size of batches is limited by it. Cheap, and not
     * exact: a character counts as one byte, and a number as 8 unless it is a large one.
     *
     * @return bytes, at least 1; {@link Integer#MAX_VALUE} for everything larger
     */
    int sizeHint();

    /**
     * Returns about how much heap this event retains. Cheap, and not exact.
     *
     * <p>The events of this package count, for a 64-bit JVM with compressed references:
     *
     * <ul>
     *   <li>objects with their headers, fields and alignment, and the arrays of maps and lists,
     *   <li>strings and the keys of maps in Latin-1 or UTF-16; the empty string is free,
     *   <li>numbers that are objects; integers from -128 to 127, booleans and null are free, because the JVM shares them,
     *   <li>strings, maps and lists in each event that has them, although events may share them.
     * </ul>
     *
     * <p>They do not count their origin, nor what is computed later. A string of up to 40 characters counts as Latin-1,
     * and so do all strings of an event that have no more on average; a longer one counts as UTF-16 if one of 16 samples
     * is outside of Latin-1. Compared with what JOL measures for one event alone, the estimate is 0.93 to 1.24 times as
     * large, 0.71 times for many non-Latin strings of 40 characters, and 0.5 times for a long Latin-1 text with only a few
     * other characters.
     *
     * <p>By default, for events of third parties, it is 256 bytes and twice the {@link #sizeHint()}.
     *
     * @return bytes, at least 1; {@link Integer#MAX_VALUE} for everything larger
     */
    default int heapBytes() {
        return ValueSizes.saturated(2L * sizeHint() + 256);
    }

    /**
     * Writes this event as one JSON object: the reference's field order, empty {@code contextKind} and
     * {@code metadata} left out, map keys sorted, no HTML escaping. For whoever has a generator already;
     * {@link #formatInJson()} and {@link JsonOutput} are cheaper.
     *
     * @param generator where to write; left open
     * @throws IOException when the generator cannot write
     */
    void writeJson(JsonGenerator generator) throws IOException;

    /**
     * This event as JSON, the reference's {@code FormatInJSON}: a message of its own. See {@link #writeJson}; many
     * events in one stream are cheaper through {@link JsonOutput}.
     *
     * @return UTF-8 bytes without a line end
     */
    default byte[] formatInJson() {
        return EventText.json(this);
    }
}
