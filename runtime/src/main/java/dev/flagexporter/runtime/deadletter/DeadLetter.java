package dev.flagexporter.runtime.deadletter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.JsonLimitException;
import dev.flagexporter.spi.event.JsonValues;

/**
 * An event that was given up, and why.
 *
 * @param reason whether the destination refused it or could not be reached
 * @param message what the exporter said
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

    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Reads an event back from a line of the file.
     *
     * @param line what {@link DeadLetterFile#read} gave
     * @param type the type of event that it has to be
     * @return the event as it was; empty when there is none of this type in the line
     */
    public static Optional<ExportableEvent> eventOf(byte[] line, EventType type) {
        try {
            return Optional.of(EventReader.read(line, type));
        } catch (IOException | JsonLimitException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** One JSON object in UTF-8, without a line end. */
    byte[] toJson() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("reason", reason.name());
            generator.writeFieldName("message");
            JsonValues.write(generator, message);
            generator.writeNumberField("attempts", attempts);
            generator.writeStringField("time", time.toString());
            generator.writeStringField("exporter", exporter);
            generator.writeStringField("eventType", eventType.configuredName());
            generator.writeStringField("deliveryId", deliveryId);
            generator.writeFieldName("event");
            event.writeJson(generator);
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
