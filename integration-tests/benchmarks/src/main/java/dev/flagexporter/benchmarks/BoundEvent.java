package dev.flagexporter.benchmarks;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.flagexporter.spi.event.FeatureEvent;
import org.jspecify.annotations.Nullable;

/** A feature event as somebody would declare it for data binding, with the same JSON; its maps are the JDK's. */
@JsonPropertyOrder({
    "kind",
    "contextKind",
    "userKey",
    "creationDate",
    "key",
    "variation",
    "value",
    "default",
    "version",
    "source",
    "metadata"
})
record BoundEvent(
        String kind,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String contextKind,
        String userKey,
        long creationDate,
        String key,
        String variation,
        @Nullable Object value,
        @JsonProperty("default") boolean defaultServed,
        String version,
        String source,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        Map<String, @Nullable Object> metadata) {

    static BoundEvent of(FeatureEvent event) {
        return new BoundEvent(
                event.kind(),
                event.contextKind(),
                event.userKey(),
                event.creationDate(),
                event.key(),
                event.variation(),
                copy(event.value()),
                event.defaultServed(),
                event.version(),
                event.source(),
                event.metadata() == null ? null : new TreeMap<>(event.metadata()));
    }

    private static @Nullable Object copy(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
    }
}
