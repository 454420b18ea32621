package dev.flagexporter.formats;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.object.BatchObject;
import dev.flagexporter.spi.object.BatchObjects;
import dev.flagexporter.spi.object.ObjectExporterConfig;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestEnvironment;
import dev.flagexporter.testkit.TestExportContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What DuckDB reads from an object of any format: each event, in order, with what was in it. */
abstract class ReadBackContract {

    @TempDir
    private Path directory;

    /** The keys of an exporter that choose the format, such as {@code format}. */
    protected abstract Map<String, String> keys(EventType type);

    /** A query for the rows of an object. */
    protected abstract String query(Path object, EventType type);

    /** A query for all columns of an object that was written without any key but that of the format, and a header. */
    protected abstract String queryByItself(Path object);

    /** An event's row: what has to be read, by the names of the query's columns. */
    protected abstract Map<String, @Nullable Object> row(FeatureEvent event);

    /** An event's row: what has to be read, by the names of the query's columns. */
    protected abstract Map<String, @Nullable Object> row(TrackingEvent event);

    /** What was read, in the form that the expected row has it: values that mean the same are equal. */
    protected abstract @Nullable Object comparable(String column, @Nullable Object read, @Nullable Object expected);

    @Test
    void keepsHostileFeatureEvents() throws Exception {
        assertReadBack(EventType.FEATURE, ExtremeEvents.features());
    }

    @Test
    void keepsHostileTrackingEvents() throws Exception {
        assertReadBack(EventType.TRACKING, ExtremeEvents.trackings());
    }

    @ParameterizedTest(name = "of seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keepsRandomFeatureEvents(long seed) throws Exception {
        assertReadBack(EventType.FEATURE, new RandomEvents(seed).features(300));
    }

    @ParameterizedTest(name = "of seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keepsRandomTrackingEvents(long seed) throws Exception {
        assertReadBack(EventType.TRACKING, new RandomEvents(seed).trackings(300));
    }

    @Test
    void hasTheIdOfEachEventAsTheLastColumnOnRequest() throws Exception {
        assertIdsReadBack(EventType.FEATURE, Events.features(2_500));
        assertIdsReadBack(EventType.TRACKING, Events.trackings(2_500));
    }

    private void assertIdsReadBack(EventType type, List<? extends ExportableEvent> events) throws Exception {
        Map<String, String> keys = Map.of(
                "format", keys(type).get("format"), "csv-header", "true", "parquet-compression-codec", "UNCOMPRESSED");
        TestEnvironment environment = new TestEnvironment("test", type, "node-7", Map.of("event-id", "true"));
        Path object = written(environment, events, keys);

        assertThat(DuckDb.rows(queryByItself(object)))
                .allSatisfy(row -> assertThat(row.keySet()).last().isEqualTo("eventId"))
                .extracting(row -> row.get("eventId"))
                .containsExactlyElementsOf(IntStream.range(0, events.size())
                        .<Object>mapToObj(offset -> "store1-" + offset)
                        .toList());
    }

    private void assertReadBack(EventType type, List<? extends ExportableEvent> events)
            throws IOException, SQLException {
        assertReadBack(type, events, keys(type));
    }

    /** Writes events as an exporter with these keys would, and compares what is read with them. */
    protected final void assertReadBack(
            EventType type, List<? extends ExportableEvent> events, Map<String, String> keys)
            throws IOException, SQLException {
        assertReadBack(type, events, keys, file -> query(file, type));
    }

    /** The same, read by a query of its own. */
    protected final void assertReadBack(
            EventType type,
            List<? extends ExportableEvent> events,
            Map<String, String> keys,
            Function<Path, String> query)
            throws IOException, SQLException {
        List<Map<String, @Nullable Object>> rows = DuckDb.rows(query.apply(written(type, events, keys)));

        assertThat(rows).hasSameSizeAs(events);
        for (int i = 0; i < events.size(); i++) {
            assertSame(i, rows.get(i), rowOf(events.get(i)));
        }
    }

    private void assertSame(int index, Map<String, @Nullable Object> read, Map<String, @Nullable Object> expected) {
        assertThat(read).as("row %d", index).containsOnlyKeys(expected.keySet());
        expected.forEach((column, value) -> assertThat(comparable(column, read.get(column), value))
                .as("row %d, %s", index, column)
                .isEqualTo(value));
    }

    private Map<String, @Nullable Object> rowOf(ExportableEvent event) {
        return event instanceof FeatureEvent feature ? row(feature) : row((TrackingEvent) event);
    }

    /** Writes events as an exporter with these keys would. */
    protected final Path written(EventType type, List<? extends ExportableEvent> events, Map<String, String> keys)
            throws IOException {
        return written(TestEnvironment.of(type), events, keys);
    }

    /** Writes events as an exporter with these keys would in an environment of its own. */
    protected final Path written(
            TestEnvironment environment, List<? extends ExportableEvent> events, Map<String, String> keys)
            throws IOException {
        BatchObject object = new BatchObjects(Configurations.of(ObjectExporterConfig.class, keys), environment)
                .of(TestExportContext.of(environment.eventType(), 0, events.size()), events);
        Path file = directory.resolve(object.name());
        try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(file))) {
            object.content().writeTo(output);
        }
        return file;
    }
}
