package dev.flagexporter.benchmarks;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import org.jspecify.annotations.Nullable;

/** Jackson's data binding into objects with strings. */
final class DataBindingDecoding extends BodyDecoding {

    private static final ObjectReader BODIES = new ObjectMapper().readerFor(Body.class);

    DataBindingDecoding() {
        super("databind");
    }

    /** What a provider sends. */
    record Body(Map<String, Object> meta, List<Event> events) {}

    /** An event of either type. */
    record Event(
            String kind,
            String contextKind,
            String userKey,
            long creationDate,
            String key,
            @Nullable String variation,
            @Nullable Object value,
            @JsonProperty("default") boolean isDefault,
            @Nullable String version,
            @Nullable String source,
            @Nullable Map<String, Object> evaluationContext,
            @Nullable Map<String, Object> trackingEventDetails) {}

    @Override
    long decode(byte[] body, int times) throws Exception {
        long events = 0;
        for (int i = 0; i < times; i++) {
            Body decoded = BODIES.readValue(body);
            events += decoded.events().size();
        }
        return events;
    }
}
