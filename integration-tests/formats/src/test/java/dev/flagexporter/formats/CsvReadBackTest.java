package dev.flagexporter.formats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

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

    @ParameterizedTest(name = "separated by {0}")
    @ValueSource(strings = {";", "\t", "|", "~"})
    void keepsEventsWithAHeaderAndAnotherSeparator(String separator) throws Exception {
        List<FeatureEvent> events = new ArrayList<>(ExtremeEvents.features());
        events.addAll(new RandomEvents(separator.charAt(0)).features(300));
        Map<String, String> keys = new HashMap<>(keys(EventType.FEATURE));
        keys.put("csv-separator", separator);
        keys.put("csv-template", FEATURE_LINE.replace(",", separator));
        keys.put("csv-header", "true");

        assertReadBack(EventType.FEATURE, events, keys, file -> query(file, EventType.FEATURE, separator, true));
    }

    @Test
    void keepsEventsBehindAByteOrderMark() throws Exception {
        TestEnvironment environment =
                new TestEnvironment("test", EventType.FEATURE, "node-7", Map.of("csv-bom", "true"));
        Path file = written(environment, Events.features(3), Map.of("format", "CSV", "csv-header", "true"));

        assertThat(Files.readAllBytes(file)).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(DuckDb.rows(queryByItself(file))).hasSize(3).allSatisfy(row -> assertThat(row)
                .containsEntry("kind", "feature"));
    }

    @Test
    void keepsAByteOrderMarkOfTheFirstField() throws Exception {
        FeatureEvent event = Events.feature(1).toBuilder().kind("\uFEFFfeature").build();

        assertReadBack(EventType.FEATURE, List.of(event, event), keys(EventType.FEATURE));
    }

    /** What other programs make of the first line without being told anything. */
    @Test
    void hasAHeaderThatNamesItsColumns() throws Exception {
        Map<String, String> keys = new HashMap<>(keys(EventType.TRACKING));
        keys.put("csv-header", "true");
        Path file = written(EventType.TRACKING, new RandomEvents(1).trackings(10), keys);

        assertThat(DuckDb.rows("SELECT * FROM read_csv(%s, all_varchar = true, header = true, delim = ',')"
                        .formatted(DuckDb.quoted(file))))
                .hasSize(10)
                .allSatisfy(row -> assertThat(row.keySet())
                        .isEqualTo(columns(EventType.TRACKING).keySet()));
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
        return query(object, type, ",", false);
    }

    private static String query(Path object, EventType type, String separator, boolean header) {
        String columns = columns(type).entrySet().stream()
                .map(column -> "'%s': '%s'".formatted(column.getKey(), column.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        return ("SELECT * FROM read_csv(%s, columns = %s, delim = '%s', quote = '\"', escape = '\"', new_line = '\\n',"
                        + " header = %s, auto_detect = false, max_line_size = %d, buffer_size = %d)")
                .formatted(DuckDb.quoted(object), columns, separator, header, 16 * 1024 * 1024, 256 * 1024 * 1024);
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
    protected String queryByItself(Path object) {
        return "SELECT * FROM read_csv(%s, all_varchar = true, header = true, delim = ';')"
                .formatted(DuckDb.quoted(object));
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
