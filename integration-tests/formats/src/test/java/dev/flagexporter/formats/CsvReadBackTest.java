package dev.flagexporter.formats;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All fields of an event in a line. CSV tells no type: a value that is no text is the same as its JSON, null is empty. */
@DisplayName("CSV, read by another program,")
class CsvReadBackTest extends ReadBackContract {

    private static final String FEATURE_LINE = "{{ .Kind}},{{ .ContextKind}},{{ .UserKey}},{{ .CreationDate}},"
            + "{{ .Key}},{{ .Variation}},{{ .Value}},{{ .Default}},{{ .Version}},{{ .Source}},{{ .Metadata}}\n";
    private static final String TRACKING_LINE = "{{ .Kind}},{{ .ContextKind}},{{ .UserKey}},{{ .CreationDate}},"
            + "{{ .Key}},{{ .EvaluationContext}},{{ .TrackingDetails}}\n";

    @Test
    void keepsEventsInGzipFiles() throws Exception {
        Map<String, String> keys = new HashMap<>(keys(EventType.FEATURE));
        keys.put("compression", "gzip");
        assertReadBack(EventType.FEATURE, ExtremeEvents.features(), keys);
    }

    @Override
    protected Map<String, String> keys(EventType type) {
        return Map.of(
                "format",
                "CSV",
                "csv-separator",
                ",",
                "csv-template",
                type == EventType.FEATURE ? FEATURE_LINE : TRACKING_LINE);
    }

    @Override
    protected String query(Path object, EventType type) {
        String columns = columns(type).entrySet().stream()
                .map(column -> "'%s': '%s'".formatted(column.getKey(), column.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        return ("SELECT * FROM read_csv(%s, columns = %s, delim = ',', quote = '\"', escape = '\"', new_line = '\\n',"
                        + " header = false, auto_detect = false, max_line_size = %d, buffer_size = %d)")
                .formatted(DuckDb.quoted(object), columns, 16 * 1024 * 1024, 256 * 1024 * 1024);
    }

    private static Map<String, String> columns(EventType type) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("kind", "VARCHAR");
        columns.put("contextKind", "VARCHAR");
        columns.put("userKey", "VARCHAR");
        columns.put("creationDate", "BIGINT");
        columns.put("key", "VARCHAR");
        if (type == EventType.FEATURE) {
            columns.put("variation", "VARCHAR");
            columns.put("value", "VARCHAR");
            columns.put("default", "BOOLEAN");
            columns.put("version", "VARCHAR");
            columns.put("source", "VARCHAR");
            columns.put("metadata", "VARCHAR");
        } else {
            columns.put("evaluationContext", "VARCHAR");
            columns.put("trackingDetails", "VARCHAR");
        }
        return columns;
    }

    @Override
    protected Map<String, @Nullable Object> row(FeatureEvent event) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("kind", nullIfEmpty(event.kind()));
        row.put("contextKind", nullIfEmpty(event.contextKind()));
        row.put("userKey", nullIfEmpty(event.userKey()));
        row.put("creationDate", event.creationDate());
        row.put("key", nullIfEmpty(event.key()));
        row.put("variation", nullIfEmpty(event.variation()));
        row.put("value", event.value() instanceof String text ? nullIfEmpty(text) : Json.canonical(event.value()));
        row.put("default", event.defaultServed());
        row.put("version", nullIfEmpty(event.version()));
        row.put("source", nullIfEmpty(event.source()));
        row.put("metadata", Json.canonical(event.metadata()));
        return row;
    }

    @Override
    protected Map<String, @Nullable Object> row(TrackingEvent event) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("kind", nullIfEmpty(event.kind()));
        row.put("contextKind", nullIfEmpty(event.contextKind()));
        row.put("userKey", nullIfEmpty(event.userKey()));
        row.put("creationDate", event.creationDate());
        row.put("key", nullIfEmpty(event.key()));
        row.put("evaluationContext", Json.canonical(event.evaluationContext()));
        row.put("trackingDetails", Json.canonical(event.trackingDetails()));
        return row;
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : Json.wellFormed(text);
    }

    @Override
    protected @Nullable Object comparable(String column, @Nullable Object read, @Nullable Object expected) {
        return read instanceof String text && !(expected instanceof String) ? Json.parse(text) : read;
    }
}
