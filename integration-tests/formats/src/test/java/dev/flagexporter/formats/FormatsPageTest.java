package dev.flagexporter.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.FormatSettings;
import dev.flagexporter.spi.object.BatchObjects;
import dev.flagexporter.spi.object.ObjectExporterConfig;
import dev.flagexporter.spi.template.FieldEscaping;
import dev.flagexporter.spi.template.FilenameTemplate;
import dev.flagexporter.spi.template.LineTemplate;
import dev.flagexporter.spi.template.TemplateException;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestEnvironment;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("The examples of docs/formats.md")
class FormatsPageTest {

    private static final Path PAGE = Path.of("../../docs/formats.md");
    private static final Pattern KEY = Pattern.compile("quarkus\\.flag-exporter\\.exporters\\.(\\w+)\\.(.*)");

    @TempDir
    private Path directory;

    /** What is in the page's blocks of a language. */
    private static List<String> examples(String language) throws IOException {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    private void write(String name, EventType type, List<? extends ExportableEvent> events) throws IOException {
        String format = name.replaceFirst(".*\\.", "");
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream output = Files.newOutputStream(file)) {
            EventFormat.named(format)
                    .orElseThrow()
                    .writer(FormatSettings.defaults(type))
                    .write(EventBatch.withoutIds(events), output);
        }
    }

    /** The rows of each query as it is printed. */
    private List<List<Map<String, @Nullable Object>>> rowsOfEachQuery() throws Exception {
        List<List<Map<String, @Nullable Object>>> rows = new ArrayList<>();
        for (String query : examples("sql")) {
            rows.add(DuckDb.rows(query, directory));
        }
        return rows;
    }

    @Test
    void queryWhatWasWritten() throws Exception {
        write("flag-events/1.json", EventType.FEATURE, Events.features(3));
        write("flag-events/1.parquet", EventType.FEATURE, Events.features(3));
        write("flag-events/tracking/1.parquet", EventType.TRACKING, Events.trackings(1));

        assertThat(rowsOfEachQuery())
                .hasToString("[[{key=checkout-v2, variation=on, count_star()=3}], "
                        + "[{key=checkout-v2, value=true}, {key=checkout-v2, value=true}, {key=checkout-v2, value=true}], "
                        + "[{key=checkout-v2, value=true, env=prod, count_star()=3}], "
                        + "[{at=2023-11-14T22:13:20Z, userKey=user-0, amount=49.9}]]");
    }

    @Test
    void queryValuesOfEveryType() throws Exception {
        List<@Nullable Object> values = Arrays.asList(
                null, true, "on", 1.5, List.of(1), Map.of("a", 1), "\uD800", Collections.singletonMap("a", null));
        write("flag-events/1.json", EventType.FEATURE, features(values));
        write("flag-events/1.parquet", EventType.FEATURE, features(values));
        write("flag-events/tracking/1.parquet", EventType.TRACKING, trackings(values));

        assertThat(rowsOfEachQuery())
                .satisfiesExactly(
                        variations -> assertThat(variations)
                                .singleElement()
                                .hasToString("{key=checkout-v2, variation=on, count_star()=8}"),
                        json -> assertThat(json).hasSize(values.size()),
                        parquet -> assertThat(parquet)
                                .extracting(row -> String.valueOf(row.get("value")))
                                .containsExactlyInAnyOrder(
                                        "null",
                                        "true",
                                        "\"on\"",
                                        "1.5",
                                        "[1]",
                                        "{\"a\":1}",
                                        "\"\uFFFD\"",
                                        "{\"a\":null}"),
                        amounts -> assertThat(amounts)
                                .extracting(row -> row.get("amount"))
                                .containsExactly(null, null, null, 1.5, null, null, null, null));
    }

    private static List<FeatureEvent> features(List<@Nullable Object> values) {
        return values.stream()
                .map(value -> Events.feature(1).toBuilder().value(value).build())
                .toList();
    }

    private static List<TrackingEvent> trackings(List<@Nullable Object> values) {
        return values.stream()
                .map(value -> Events.tracking(1).toBuilder()
                        .trackingDetails(Collections.singletonMap("value", value))
                        .build())
                .toList();
    }

    @Test
    void nameEveryFieldOfFileNames() throws Exception {
        assertDocumented(() -> FilenameTemplate.parse("{{ .Unknown}}"));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void nameEveryFieldOfLines(EventType type) throws Exception {
        assertDocumented(() -> LineTemplate.parse("{{ .Unknown}}", type, FieldEscaping.NONE));
    }

    /** The first cells of tables have the names that the message about an unknown field lists. */
    private static void assertDocumented(ThrowingCallable parse) throws IOException {
        String known = catchThrowableOfType(TemplateException.class, parse)
                .getMessage()
                .replaceFirst(".*known are ", "")
                .replaceFirst(",.*", "");
        List<String> documented = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `."))
                .flatMap(line -> Arrays.stream(line.split("\\|")[1].split(",")))
                .map(cell -> cell.replaceAll("[` ]|\\(.*", ""))
                .toList();
        assertThat(documented).contains(known.split(" "));
    }

    @Test
    void configureExporters() throws Exception {
        List<String> formats = new ArrayList<>();
        for (String example : examples("properties")) {
            Map<String, String> keys = keysOfObjects(example);
            assertThat(BatchObjects.check(
                            Configurations.of(ObjectExporterConfig.class, keys), TestEnvironment.of(EventType.FEATURE)))
                    .isEmpty();
            formats.add(keys.getOrDefault("format", ""));
        }
        assertThat(formats).containsExactly("", "CSV", "Parquet", "");
    }

    /** The keys of an example's exporter that are not those of its kind. */
    private static Map<String, String> keysOfObjects(String example) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(example));
        Map<String, String> keys = new TreeMap<>();
        properties.forEach((key, value) -> KEY.matcher(key.toString())
                .results()
                .map((MatchResult match) -> match.group(2))
                .filter(name -> !List.of("kind", "output-dir").contains(name))
                .filter(name -> !name.startsWith("format-options."))
                .forEach(name -> keys.put(name, value.toString())));
        return keys;
    }
}
