package dev.flagexporter.spi.event;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Events as the bytes of their JSON: those that {@link ExportableEvent#writeJson} makes Jackson's generator write, at less
 * than half of its cost. The names of fields are bytes already, with what stands before and behind them.
 */
final class EventBytes {

    private static final JsonName KIND = JsonName.first("kind");
    private static final JsonName CONTEXT_KIND = JsonName.next("contextKind");
    private static final JsonName USER_KEY = JsonName.next("userKey");
    private static final JsonName CREATION_DATE = JsonName.next("creationDate");
    private static final JsonName KEY = JsonName.next("key");
    private static final JsonName VARIATION = JsonName.next("variation");
    private static final JsonName VALUE = JsonName.next("value");
    private static final JsonName DEFAULT = JsonName.next("default");
    private static final JsonName VERSION = JsonName.next("version");
    private static final JsonName SOURCE = JsonName.next("source");
    private static final JsonName EVALUATION_CONTEXT = JsonName.next("evaluationContext");
    private static final JsonName TRACKING_DETAILS = JsonName.next("trackingEventDetails");
    private static final JsonName EVENT_ID = JsonName.next("eventId");

    private final OutputBuffer output;
    private final JsonBytes json;
    private final RepeatedMetadata metadata;

    EventBytes(OutputBuffer output) {
        this.output = output;
        this.json = new JsonBytes(output);
        this.metadata = new RepeatedMetadata(output, json);
    }

    void write(ExportableEvent event) throws IOException {
        if (event instanceof FeatureEvent feature) {
            feature(feature);
        } else if (event instanceof TrackingEvent tracking) {
            tracking(tracking);
        } else {
            generated(event);
            return;
        }
        output.write('}');
    }

    void write(ExportableEvent event, String eventId) throws IOException {
        if (event instanceof FeatureEvent feature) {
            feature(feature);
        } else if (event instanceof TrackingEvent tracking) {
            tracking(tracking);
        } else {
            generatedWithoutEnd(event);
        }
        text(EVENT_ID, eventId);
        output.write('}');
    }

    private void feature(FeatureEvent event) throws IOException {
        text(KIND, event.kind());
        contextKind(event.contextKind());
        text(USER_KEY, event.userKey());
        creationDate(event.creationDate());
        text(KEY, event.key());
        text(VARIATION, event.variation());
        value(VALUE, event.value());
        DEFAULT.write(output);
        json.bool(event.defaultServed());
        text(VERSION, event.version());
        text(SOURCE, event.source());
        if (event.metadata() != null && !event.metadata().isEmpty()) {
            metadata.write(event.metadata());
        }
    }

    private void tracking(TrackingEvent event) throws IOException {
        text(KIND, event.kind());
        contextKind(event.contextKind());
        text(USER_KEY, event.userKey());
        creationDate(event.creationDate());
        text(KEY, event.key());
        value(EVALUATION_CONTEXT, event.evaluationContext());
        value(TRACKING_DETAILS, event.trackingDetails());
    }

    private void contextKind(String kind) throws IOException {
        if (!kind.isEmpty()) {
            text(CONTEXT_KIND, kind);
        }
    }

    private void creationDate(long seconds) throws IOException {
        CREATION_DATE.write(output);
        JsonInteger.write(seconds, output);
    }

    private void text(JsonName field, String text) throws IOException {
        field.write(output);
        JsonText.write(text, output);
    }

    private void value(JsonName field, @Nullable Object value) throws IOException {
        field.write(output);
        json.value(value);
    }

    /** An event of a third party writes itself; closing the generator leaves the output as it is. */
    private void generated(ExportableEvent event) throws IOException {
        try (JsonGenerator generator = JsonValues.FACTORY.createGenerator(output)) {
            event.writeJson(generator);
        }
    }

    /** The same, in memory: there is no way to ask a generator for an object that is not ended. */
    private void generatedWithoutEnd(ExportableEvent event) throws IOException {
        OutputBuffer object = OutputBuffer.growing(event.sizeHint());
        new EventBytes(object).generated(event);
        byte[] bytes = object.toByteArray();
        output.write(bytes, 0, bytes.length - 1);
    }
}
