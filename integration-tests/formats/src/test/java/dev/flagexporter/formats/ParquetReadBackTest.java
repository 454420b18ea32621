package dev.flagexporter.formats;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Values are JSON text, and so is what is no text in a map. */
@DisplayName("Parquet, read by another program,")
class ParquetReadBackTest extends ReadBackContract {

    private static final String NOTHING = "neither a text nor a map";

    @ParameterizedTest
    @ValueSource(strings = {"SNAPPY", "ZSTD", "GZIP", "LZ4_RAW", "UNCOMPRESSED"})
    void keepsEventsWithEachCodec(String codec) throws Exception {
        Map<String, String> keys = Map.of("format", "Parquet", "parquet-compression-codec", codec);
        assertReadBack(EventType.FEATURE, ExtremeEvents.features(), keys);
        assertReadBack(EventType.TRACKING, ExtremeEvents.trackings(), keys);
        assertThat(DuckDb.rows("SELECT DISTINCT compression FROM parquet_metadata(%s)"
                        .formatted(DuckDb.quoted(written(EventType.FEATURE, ExtremeEvents.features(), keys)))))
                .containsExactly(Map.of("compression", codec));
    }

    @Test
    void keepsEventsInSeveralRowGroups() throws Exception {
        List<FeatureEvent> events = IntStream.range(0, 15)
                .mapToObj(RandomEvents::new)
                .flatMap(random -> random.features(2_000).stream())
                .map(ParquetReadBackTest::withLongSource)
                .toList();
        Map<String, String> keys = Map.of("format", "Parquet", "parquet-compression-codec", "UNCOMPRESSED");
        assertReadBack(EventType.FEATURE, events, keys);
        Path file = written(EventType.FEATURE, events, keys);
        assertThat(DuckDb.rows("SELECT num_rows, num_row_groups >= 3 AS several FROM parquet_file_metadata(%s)"
                        .formatted(DuckDb.quoted(file))))
                .containsExactly(Map.of("num_rows", 30_000L, "several", true));
    }

    /** About 2 KB, each another one. */
    private static FeatureEvent withLongSource(FeatureEvent event) {
        return FeatureEvent.builder()
                .kind(event.kind())
                .contextKind(event.contextKind())
                .userKey(event.userKey())
                .creationDate(event.creationDate())
                .key(event.key())
                .variation(event.variation())
                .value(event.value())
                .defaultServed(event.defaultServed())
                .version(event.version())
                .source(event.hashCode() + "x".repeat(2_000))
                .metadata(event.metadata())
                .build();
    }

    @Test
    void hasTheTypesThatQueriesExpect() throws Exception {
        Path features = written(EventType.FEATURE, ExtremeEvents.features(), keys(EventType.FEATURE));
        assertThat(types(features))
                .containsExactly(
                        "kind VARCHAR",
                        "contextKind VARCHAR",
                        "userKey VARCHAR",
                        "creationDate BIGINT",
                        "key VARCHAR",
                        "variation VARCHAR",
                        "value VARCHAR",
                        "default BOOLEAN",
                        "version VARCHAR",
                        "source VARCHAR",
                        "metadata MAP(VARCHAR, VARCHAR)");
        Path trackings = written(EventType.TRACKING, ExtremeEvents.trackings(), keys(EventType.TRACKING));
        assertThat(types(trackings))
                .containsExactly(
                        "kind VARCHAR",
                        "contextKind VARCHAR",
                        "userKey VARCHAR",
                        "creationDate BIGINT",
                        "key VARCHAR",
                        "evaluationContext MAP(VARCHAR, VARCHAR)",
                        "trackingEventDetails MAP(VARCHAR, VARCHAR)");
    }

    private static List<String> types(Path file) throws Exception {
        return DuckDb.rows("DESCRIBE SELECT * FROM read_parquet(%s)".formatted(DuckDb.quoted(file))).stream()
                .map(column -> column.get("column_name") + " " + column.get("column_type"))
                .toList();
    }

    @Override
    protected Map<String, String> keys(EventType type) {
        return Map.of("format", "Parquet");
    }

    @Override
    protected String query(Path object, EventType type) {
        return "SELECT * FROM read_parquet(%s)".formatted(DuckDb.quoted(object));
    }

    @Override
    protected String queryByItself(Path object) {
        return "SELECT * FROM read_parquet(%s)".formatted(DuckDb.quoted(object));
    }

    @Override
    protected Map<String, @Nullable Object> row(FeatureEvent event) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("kind", Json.wellFormed(event.kind()));
        row.put("contextKind", Json.wellFormed(event.contextKind()));
        row.put("userKey", Json.wellFormed(event.userKey()));
        row.put("creationDate", event.creationDate());
        row.put("key", Json.wellFormed(event.key()));
        row.put("variation", Json.wellFormed(event.variation()));
        row.put("value", Json.canonical(event.value()));
        row.put("default", event.defaultServed());
        row.put("version", Json.wellFormed(event.version()));
        row.put("source", Json.wellFormed(event.source()));
        row.put("metadata", mapOrEmpty(event.metadata()));
        return row;
    }

    @Override
    protected Map<String, @Nullable Object> row(TrackingEvent event) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("kind", Json.wellFormed(event.kind()));
        row.put("contextKind", Json.wellFormed(event.contextKind()));
        row.put("userKey", Json.wellFormed(event.userKey()));
        row.put("creationDate", event.creationDate());
        row.put("key", Json.wellFormed(event.key()));
        row.put("evaluationContext", mapOrEmpty(event.evaluationContext()));
        row.put("trackingEventDetails", mapOrEmpty(event.trackingDetails()));
        return row;
    }

    private static @Nullable Object mapOrEmpty(@Nullable Map<String, @Nullable Object> map) {
        return map == null ? Map.of() : Json.canonical(map);
    }

    @Override
    protected @Nullable Object comparable(String column, @Nullable Object read, @Nullable Object expected) {
        return switch (column) {
            case "value" -> read instanceof String text ? Json.parse(text) : NOTHING;
            case "metadata", "evaluationContext", "trackingEventDetails" ->
                read instanceof Map<?, ?> map && expected instanceof Map<?, ?> values
                        ? comparable(map, values)
                        : NOTHING;
            default -> read;
        };
    }

    private static Map<Object, @Nullable Object> comparable(Map<?, ?> read, Map<?, ?> expected) {
        Map<Object, @Nullable Object> comparable = new HashMap<>();
        read.forEach((key, value) ->
                comparable.put(key, expected.get(key) instanceof String ? value : Json.parse(String.valueOf(value))));
        return comparable;
    }
}
