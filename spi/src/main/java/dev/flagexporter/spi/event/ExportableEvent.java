package dev.flagexporter.spi.event;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An event that can be exported. Implementations are immutable, so an exporter may keep and share them.
 *
 * <p>Corresponds to GO Feature Flag's {@code exporter.ExportableEvent}.
 */
public interface ExportableEvent {

    /**
     * Returns the type of this event.
     *
     * @return the type, never null
     */
    EventType type();

    /**
     * Returns the key of the user that the event is about.
     *
     * @return the key of the evaluation context; empty if the sender gave none
     */
    String userKey();

    /**
     * Returns the key of the flag or action that the event is about.
     *
     * @return the key of the flag or of the tracked action; empty if the sender gave none
     */
    String key();

    /**
     * Returns the time at which the event was created.
     *
     * @return epoch <em>seconds</em>, as in GO Feature Flag's code and data (its comments say milliseconds)
     */
    long creationDate();

    /**
     * Returns the value of {@code {{ .Name}}} in a template.
     *
     * @param name one of {@link EventType#fieldNames()}
     * @return the value: string, boolean, number, map, list or null
     * @throws IllegalArgumentException if this type of event has no such field
     */
    @Nullable
    Object field(String name);

    /**
     * Returns the approximate size of this event as JSON, which limits the size of batches. Cheap, and not exact: a character counts as one byte, and a number as 8 unless it is a large one.
     *
     * @return bytes, at least 1; {@link Integer#MAX_VALUE} for everything larger
     */
    int sizeHint();

    /**
     * Returns the approximate heap that this event retains. Cheap, and not exact.
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
     * Writes this event as one JSON object: GO Feature Flag's field order, without empty {@code contextKind} and
     * {@code metadata}, map keys sorted, no HTML escaping. For callers that have a generator; {@link #formatInJson()}
     * and {@link JsonOutput} are cheaper.
     *
     * @param generator receives the object; left open
     * @throws IOException if the generator cannot write
     */
    void writeJson(JsonGenerator generator) throws IOException;

    /**
     * Returns this event as JSON, like GO Feature Flag's {@code FormatInJSON}. See {@link #writeJson}. {@link JsonOutput}
     * is cheaper for many events in one stream.
     *
     * @return UTF-8 bytes without a line feed
     */
    default byte[] formatInJson() {
        return EventText.json(this);
    }
}
