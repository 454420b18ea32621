package dev.flagexporter.formats;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("JSON lines, read by another program,")
class JsonReadBackTest extends ReadBackContract {

    private static final int MAX_OBJECT = 64 * 1024 * 1024;
    private static final String FEATURE_COLUMNS =
            "{kind: 'VARCHAR', contextKind: 'VARCHAR', userKey: 'VARCHAR', creationDate: 'BIGINT', key: 'VARCHAR',"
                    + " variation: 'VARCHAR', value: 'JSON', 'default': 'BOOLEAN', version: 'VARCHAR', source: 'VARCHAR',"
                    + " metadata: 'JSON'}";
    private static final String TRACKING_COLUMNS =
            "{kind: 'VARCHAR', contextKind: 'VARCHAR', userKey: 'VARCHAR', creationDate: 'BIGINT', key: 'VARCHAR',"
                    + " evaluationContext: 'JSON', trackingEventDetails: 'JSON'}";

    @Test
    void keepsEventsInGzipFiles() throws Exception {
        assertReadBack(EventType.FEATURE, ExtremeEvents.features(), Map.of("format", "json", "compression", "gzip"));
    }

    /** DuckDB tells objects apart here and leaves them as they are. */
    @Test
    void keepsEveryDigitOfNumbers() throws Exception {
        List<FeatureEvent> events = ExtremeEvents.features();
        Path file = written(EventType.FEATURE, events, keys(EventType.FEATURE));
        List<Map<String, @Nullable Object>> rows = DuckDb.rows(
                "SELECT json FROM read_json_objects(%s, format = 'newline_delimited', maximum_object_size = %d)"
                        .formatted(DuckDb.quoted(file), MAX_OBJECT));

        assertThat(rows).hasSameSizeAs(events);
        for (int i = 0; i < events.size(); i++) {
            Map<?, ?> object = (Map<?, ?>) Json.parse(String.valueOf(rows.get(i).get("json")));
            assertThat(object.get("value"))
                    .as("row %d", i)
                    .isEqualTo(Json.canonical(events.get(i).value()));
        }
    }

    @Override
    protected Map<String, String> keys(EventType type) {
        return Map.of("format", "JSON");
    }

    @Override
    protected String query(Path object, EventType type) {
        return "SELECT * FROM read_json(%s, format = 'newline_delimited', columns = %s, maximum_object_size = %d)"
                .formatted(
                        DuckDb.quoted(object),
                        type == EventType.FEATURE ? FEATURE_COLUMNS : TRACKING_COLUMNS,
                        MAX_OBJECT);
    }

    @Override
    protected String queryByItself(Path object) {
        return "SELECT * FROM read_json(%s, format = 'newline_delimited')".formatted(DuckDb.quoted(object));
    }

    @Override
    protected Map<String, @Nullable Object> row(FeatureEvent event) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("kind", Json.wellFormed(event.kind()));
        row.put("contextKind", nullIfEmpty(event.contextKind()));
        row.put("userKey", Json.wellFormed(event.userKey()));
        row.put("creationDate", event.creationDate());
        row.put("key", Json.wellFormed(event.key()));
        row.put("variation", Json.wellFormed(event.variation()));
        row.put("value", json(event.value()));
        row.put("default", event.defaultServed());
        row.put("version", Json.wellFormed(event.version()));
        row.put("source", Json.wellFormed(event.source()));
        row.put("metadata", Map.of().equals(event.metadata()) ? null : json(event.metadata()));
        return row;
    }

    @Override
    protected Map<String, @Nullable Object> row(TrackingEvent event) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("kind", Json.wellFormed(event.kind()));
        row.put("contextKind", nullIfEmpty(event.contextKind()));
        row.put("userKey", Json.wellFormed(event.userKey()));
        row.put("creationDate", event.creationDate());
        row.put("key", Json.wellFormed(event.key()));
        row.put("evaluationContext", json(event.evaluationContext()));
        row.put("trackingEventDetails", json(event.trackingDetails()));
        return row;
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : Json.wellFormed(text);
    }

    private static @Nullable Object json(@Nullable Object value) {
        return Json.withDoubles(Json.canonical(value));
    }

    /** DuckDB has doubles for the numbers in JSON. */
    @Override
    protected @Nullable Object comparable(String column, @Nullable Object read, @Nullable Object expected) {
        return switch (column) {
            case "value", "metadata", "evaluationContext", "trackingEventDetails" ->
                read == null ? null : Json.withDoubles(Json.parse(read.toString()));
            default -> read;
        };
    }
}
