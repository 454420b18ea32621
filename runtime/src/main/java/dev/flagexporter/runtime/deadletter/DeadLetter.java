package dev.flagexporter.runtime.deadletter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.JsonValues;

/**
 * An event that was given up, and why.
 *
 * @param reason whether the destination refused it or could not be reached
 * @param message what the exporter said; its beginning when it is long
 * @param attempts how many attempts at the event's last delivery were made
 * @param time when it was given up
 * @param exporter the exporter's configured name
 * @param eventType the type of the event
 * @param deliveryId the event's last delivery
 * @param event the event
 */
public record DeadLetter(
        DropReason reason,
        String message,
        int attempts,
        Instant time,
        String exporter,
        EventType eventType,
        String deliveryId,
        ExportableEvent event) {

    /** Some destinations answer with pages of text, and each record of a batch repeats it. */
    private static final int MAX_MESSAGE_LENGTH = 1000;

    /** Characters beyond the first plane are written as they are, as exporters of files write them. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    /** Reads an event back from a line of the file; empty when there is none of this type in it. */
    static Optional<ExportableEvent> eventOf(byte[] line, EventType type) {
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
            generator.writeFieldName("event");
            event.writeJson(generator);
            generator.writeEndObject();
        }
        bytes.write(LineFile.LINE_END);
        return bytes.toByteArray();
    }

    private String shortMessage() {
        return message.length() > MAX_MESSAGE_LENGTH ? message.substring(0, MAX_MESSAGE_LENGTH) + "…" : message;
    }
}
