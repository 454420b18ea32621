package dev.flagexporter.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.FormatSettings;
import dev.flagexporter.spi.object.BatchObjects;
import dev.flagexporter.spi.object.ObjectExporterConfig;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void queryWhatWasWritten() throws Exception {
        write("1.json", EventType.FEATURE, Events.features(3));
        write("1.parquet", EventType.FEATURE, Events.features(3));
        write("tracking/1.parquet", EventType.TRACKING, Events.trackings(1));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String query : examples("sql")) {
            rows.addAll(DuckDb.rows(query.replace("flag-events/", directory + "/")));
        }
        assertThat(rows)
                .satisfiesExactly(
                        json -> assertThat(json)
                                .containsEntry("variation", "on")
                                .containsEntry("count_star()", 3L),
                        parquet -> assertThat(parquet)
                                .hasToString("{key=checkout-v2, value=true, env=prod, count_star()=3}"),
                        tracking -> assertThat(tracking)
                                .containsEntry("userKey", "user-0")
                                .containsEntry("amount", 49.9));
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
