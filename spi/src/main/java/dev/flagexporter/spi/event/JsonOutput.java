package dev.flagexporter.spi.event;

import java.io.IOException;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Writes many events as JSON into one stream, such as lines or the body of a request. Holds at most 16 KB, however large an
 * event is. Writes the same bytes as Jackson's generator without escapes for characters beyond the first plane and with
 * escapes for U+2028 and U+2029, at less than half of its cost.
 *
 * <p>{@link ExportableEvent#formatInJson()} returns one event as a separate message.
 *
 * <p>Used by one thread at a time.
 */
public final class JsonOutput {

    private final OutputBuffer buffer;
    private final EventBytes events;
    private final JsonBytes values;

    /**
     * An output that nothing has been written to.
     *
     * @param target gets the bytes, in pieces; it needs no buffer of its own, and is never closed
     */
    public JsonOutput(OutputStream target) {
        this.buffer = OutputBuffer.to(target);
        this.events = new EventBytes(buffer);
        this.values = new JsonBytes(buffer);
    }

    /**
     * Writes an event as one JSON object, see {@link ExportableEvent#writeJson}.
     *
     * @param event the event
     * @throws IOException when the target cannot be written
     */
    public void writeEvent(ExportableEvent event) throws IOException {
        events.write(event);
    }

    /**
     * Writes an event as one JSON object that has the id of the event as its last field, {@code eventId}.
     *
     * @param event the event
     * @param eventId its id
     * @throws IOException when the target cannot be written
     */
    public void writeEvent(ExportableEvent event, String eventId) throws IOException {
        events.write(event, eventId);
    }

    /**
     * Writes a value as JSON.
     *
     * @param value any value; it is {@linkplain JsonValues#freeze(Object) frozen} first
     * @throws IOException when the target cannot be written
     */
    public void writeValue(@Nullable Object value) throws IOException {
        values.value(JsonValues.freeze(value));
    }

    /**
     * Writes what stands between events and values, such as a comma or a line feed.
     *
     * @param bytes written as they are
     * @throws IOException when the target cannot be written
     */
    public void writeRaw(byte[] bytes) throws IOException {
        buffer.write(bytes);
    }

    /**
     * Passes on what is held, and flushes the target. Without it the last bytes never arrive.
     *
     * @throws IOException when the target cannot be written
     */
    public void flush() throws IOException {
        buffer.flush();
    }
}
