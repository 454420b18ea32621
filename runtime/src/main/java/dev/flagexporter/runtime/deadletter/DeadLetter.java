package dev.flagexporter.runtime.deadletter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.EventOrigin;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.TrackingEvent;

/**
 * An event that the exporter gave up, and why.
 *
 * @param reason why the exporter gave the event up
 * @param message the message of the failure; its beginning when it is long
 * @param attempts number of attempts at the event's last delivery
 * @param time when the exporter gave the event up
 * @param exporter the exporter's configured name
 * @param eventType the type of the event
 * @param deliveryId the id of the event's last delivery
 * @param eventId the id of the event, {@code <storeId>-<offset>}, which it keeps when it is replayed
 * @param event the event; its origin is written if it has one
 */
public record DeadLetter(
        DropReason reason,
        String message,
        int attempts,
        Instant time,
        String exporter,
        EventType eventType,
        String deliveryId,
        String eventId,
        ExportableEvent event) {

    static final String ORIGIN = "origin";
    static final String FLAG_SET = "flagSet";
    static final String API_KEY_NAME = "apiKeyName";

    /** Some destinations answer with long messages, and each record of a batch repeats the message. */
    private static final int MAX_MESSAGE_LENGTH = 1000;

    /** Supplementary characters are written unescaped, U+2028 and U+2029 escaped, as the file exporter writes them. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .characterEscapes(JsonpCharacterEscapes.instance())
            .build();

    /** Reads an event back from a line of the file; empty if the line has no event of this type. */
    static Optional<StoredEvent> read(byte[] line, EventType type) {
        try {
            return Optional.of(EventReader.read(line, type));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** One JSON object in UTF-8, and a line end. */
    byte[] toLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("reason", reason.name());
            generator.writeFieldName("message");
            JsonValues.write(generator, shortMessage());
            generator.writeNumberField("attempts", attempts);
            generator.writeStringField("time", time.toString());
            generator.writeStringField("exporter", exporter);
            generator.writeStringField("eventType", eventType.configuredName());
            generator.writeStringField("deliveryId", deliveryId);
            generator.writeStringField("eventId", eventId);
            writeOrigin(generator, originOf(event));
            generator.writeFieldName("event");
            event.writeJson(generator);
            generator.writeEndObject();
        }
        bytes.write(LineFile.LINE_END);
        return bytes.toByteArray();
    }

    private static EventOrigin originOf(ExportableEvent event) {
        if (event instanceof FeatureEvent feature) {
            return feature.origin();
        }
        return event instanceof TrackingEvent tracking ? tracking.origin() : EventOrigin.NONE;
    }

    /** Beside the event, because no format of events contains their origin; nothing of it if it is empty. */
    private static void writeOrigin(JsonGenerator generator, EventOrigin origin) throws IOException {
        if (origin.equals(EventOrigin.NONE)) {
            return;
        }
        generator.writeObjectFieldStart(ORIGIN);
        writeName(generator, FLAG_SET, origin.flagSet());
        writeName(generator, API_KEY_NAME, origin.apiKeyName());
        generator.writeEndObject();
    }

    private static void writeName(JsonGenerator generator, String field, String name) throws IOException {
        if (!name.isEmpty()) {
            generator.writeFieldName(field);
            JsonValues.write(generator, name);
        }
    }

    private String shortMessage() {
        return message.length() > MAX_MESSAGE_LENGTH ? message.substring(0, MAX_MESSAGE_LENGTH) + "…" : message;
    }
}
