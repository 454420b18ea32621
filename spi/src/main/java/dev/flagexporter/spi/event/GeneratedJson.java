package dev.flagexporter.spi.event;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;

/** The JSON form of events as Jackson's generator writes it; {@link EventBytes} writes the same bytes faster. */
final class GeneratedJson {

    private GeneratedJson() {}

    static void write(FeatureEvent event, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        JsonValues.writeField(generator, "kind", event.kind());
        if (!event.contextKind().isEmpty()) {
            JsonValues.writeField(generator, "contextKind", event.contextKind());
        }
        JsonValues.writeField(generator, "userKey", event.userKey());
        generator.writeNumberField("creationDate", event.creationDate());
        JsonValues.writeField(generator, "key", event.key());
        JsonValues.writeField(generator, "variation", event.variation());
        JsonValues.writeField(generator, "value", event.value());
        generator.writeBooleanField("default", event.defaultServed());
        JsonValues.writeField(generator, "version", event.version());
        JsonValues.writeField(generator, "source", event.source());
        if (event.metadata() != null && !event.metadata().isEmpty()) {
            JsonValues.writeField(generator, "metadata", event.metadata());
        }
        generator.writeEndObject();
    }

    static void write(TrackingEvent event, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        JsonValues.writeField(generator, "kind", event.kind());
        if (!event.contextKind().isEmpty()) {
            JsonValues.writeField(generator, "contextKind", event.contextKind());
        }
        JsonValues.writeField(generator, "userKey", event.userKey());
        generator.writeNumberField("creationDate", event.creationDate());
        JsonValues.writeField(generator, "key", event.key());
        JsonValues.writeField(generator, "evaluationContext", event.evaluationContext());
        JsonValues.writeField(generator, "trackingEventDetails", event.trackingDetails());
        generator.writeEndObject();
    }
}
