package dev.flagexporter.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import org.jspecify.annotations.Nullable;

/** The fields of the default line of CSV, declared for data binding, which has no objects there: they are texts. */
@JsonPropertyOrder({"kind", "contextKind", "userKey", "creationDate", "key", "variation", "value", "default", "source"})
record BoundLine(
        String kind,
        String contextKind,
        String userKey,
        long creationDate,
        String key,
        String variation,
        @Nullable Object value,
        @JsonProperty("default") boolean defaultServed,
        String source) {

    static BoundLine of(FeatureEvent event) {
        return new BoundLine(
                event.kind(),
                event.contextKind(),
                event.userKey(),
                event.creationDate(),
                event.key(),
                event.variation(),
                event.value() instanceof Boolean ? event.value() : JsonValues.toJson(event.value()),
                event.defaultServed(),
                event.source());
    }
}
