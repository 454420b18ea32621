package dev.flagexporter.spi.event;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.flagexporter.spi.format.LineTemplate;
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
     * About how large this event is when it is exported, for caps on batches in bytes. Cheap, and not exact.
     *
     * @return the estimated size of the JSON form in bytes, at least 1
     */
    int sizeHint();

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
     * This event as one line of text, the reference's {@code FormatInCSV}.
     *
     * @param template a template parsed for this {@link #type()}
     * @return UTF-8 bytes; with a line end only where the template has one
     */
    default byte[] formatInCsv(LineTemplate template) {
        return EventText.line(this, template);
    }

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
