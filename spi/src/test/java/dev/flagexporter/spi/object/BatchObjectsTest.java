package dev.flagexporter.spi.object;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.format.FilenameTemplate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

@DisplayName("Batches as objects")
class BatchObjectsTest {

    private static final Environment ENVIRONMENT = new Environment("lake", "node-7", Map.of());
    private static final List<FeatureEvent> EVENTS = List.of(feature("a"), feature("b"));

    private static FeatureEvent feature(String userKey) {
        return new FeatureEvent("feature", "user", userKey, 1700000000, "flag", "on", 1, false, "", "SERVER", null);
    }

    private static String content(BatchObject object) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        object.content().writeTo(output);
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void haveANameATypeAndTheFormatsContent() throws IOException {
        BatchObject object = new BatchObjects(Config.DEFAULT.withFormat("CSV"), ENVIRONMENT).of(new Context(1), EVENTS);

        assertThat(object.name()).isEqualTo("flag-variation-node-7-1700000000-s1-10-11.csv");
        assertThat(object.contentType()).isEqualTo("text/csv");
        assertThat(content(object))
                .isEqualTo("feature;user;a;1700000000;flag;on;1;false;SERVER\n"
                        + "feature;user;b;1700000000;flag;on;1;false;SERVER\n");
    }

    @Test
    void areTheSameAtEachAttempt() throws IOException {
        BatchObjects objects = new BatchObjects(Config.DEFAULT, ENVIRONMENT);
        BatchObject first = objects.of(new Context(1), EVENTS);
        BatchObject second = objects.of(new Context(2), EVENTS);

        assertThat(second.name()).isEqualTo(first.name()).endsWith(".json");
        assertThat(content(second)).isEqualTo(content(first)).isEqualTo(content(first));
    }

    @Test
    void useTheFormatsOptions() throws IOException {
        Environment environment = new Environment("lake", "node-7", Map.of("unit", "rows"));

        assertThat(content(
                        new BatchObjects(Config.DEFAULT.withFormat("count"), environment).of(new Context(1), EVENTS)))
                .isEqualTo("2 rows");
    }

    @Test
    void haveNothingWrongByDefault() {
        assertThat(BatchObjects.check(Config.DEFAULT, ENVIRONMENT)).isEmpty();
        assertThat(BatchObjects.check(Config.DEFAULT.withFormat("csv"), ENVIRONMENT))
                .isEmpty();
    }

    @Test
    void reportAllProblemsAtOnce() {
        Config config = new Config("yaml", "../{{ .Hostname}}", Optional.of("{{ .Nope}}"), '\n');

        assertThat(BatchObjects.check(config, ENVIRONMENT))
                .extracting(ConfigurationProblem::key, ConfigurationProblem::value)
                .containsExactlyInAnyOrder(
                        tuple("format", "yaml"),
                        tuple("filename", "../{{ .Hostname}}"),
                        tuple("csv-template", "{{ .Nope}}"),
                        tuple("csv-separator", "\\n"));
    }

    @Test
    void nameTheFormatsThereAre() {
        assertThat(BatchObjects.check(Config.DEFAULT.withFormat("Parquet"), ENVIRONMENT))
                .containsExactly(new ConfigurationProblem(
                        "format",
                        "Parquet",
                        "there is no such format",
                        "use one of count, csv, json, or add the module of the format to the application"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .Date}}", "{{ .Hostname", "/abs/{{ .Timestamp}}", "a/../b", "a\\b", ""})
    void refuseAFileNameThatCannotBeUsed(String filename) {
        assertThat(BatchObjects.check(new Config("json", filename, Optional.empty(), ';'), ENVIRONMENT))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("filename");
                    assertThat(problem.value()).isEqualTo(filename);
                    assertThat(problem.reason()).contains(", at line 1, column 1");
                    assertThat(problem.fix()).contains(FilenameTemplate.DEFAULT);
                });
    }

    @Test
    void refuseAFileNameThatThisMachineMakesUnusable() {
        Environment nameless = new Environment("lake", "..", Map.of());

        assertThat(BatchObjects.check(new Config("json", "{{ .Hostname}}/a", Optional.empty(), ';'), nameless))
                .extracting(ConfigurationProblem::key)
                .containsExactly("filename");
    }

    @Test
    void refuseATemplateThatCannotBeUsed() {
        Config config = new Config("csv", "a", Optional.of("{{ .Key}};\n{{ .TrackingDetails}}"), ';');

        assertThat(BatchObjects.check(config, ENVIRONMENT)).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("csv-template");
            assertThat(problem.reason())
                    .startsWith("there is no field .TrackingDetails, known are .Kind")
                    .contains("at line 2, column 1");
            assertThat(problem.fix()).isEqualTo("correct the template or leave it out for the default");
        });
    }

    @Test
    void refuseOptionsThatTheFormatRefuses() {
        Environment blank = new Environment("lake", "node-7", Map.of("unit", " "));

        assertThat(BatchObjects.check(Config.DEFAULT.withFormat("count"), blank))
                .containsExactly(new ConfigurationProblem(
                        "format", "count", "the option unit is blank", "correct the format's options"));
    }

    @ParameterizedTest
    @ValueSource(chars = {'"', '\r', '\n'})
    void refuseASeparatorThatCannotSeparate(char separator) {
        Config config = new Config("csv", "a", Optional.empty(), separator);

        assertThat(BatchObjects.check(config, ENVIRONMENT))
                .extracting(ConfigurationProblem::key, ConfigurationProblem::reason)
                .containsExactly(tuple("csv-separator", "a quote or a line break cannot separate fields"));
    }

    @Test
    void cannotBeMadeOfAWrongConfiguration() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchObjects(Config.DEFAULT.withFormat("yaml"), ENVIRONMENT))
                .withMessage("unknown format yaml");
    }

    private record Config(String format, String filename, Optional<String> csvTemplate, char csvSeparator)
            implements ObjectConfig {

        private static final Config DEFAULT = new Config("JSON", FilenameTemplate.DEFAULT, Optional.empty(), ';');

        Config withFormat(String other) {
            return new Config(other, filename, csvTemplate, csvSeparator);
        }
    }

    private record Environment(String exporterName, String hostname, Map<String, String> formatOptions)
            implements ExporterEnvironment {

        @Override
        public EventType eventType() {
            return EventType.FEATURE;
        }
    }

    private record Context(int attempt) implements ExportContext {

        @Override
        public String exporterName() {
            return "lake";
        }

        @Override
        public EventType eventType() {
            return EventType.FEATURE;
        }

        @Override
        public System.Logger logger() {
            return System.getLogger("lake");
        }

        @Override
        public String storeId() {
            return "s1";
        }

        @Override
        public long firstOffset() {
            return 10;
        }

        @Override
        public long lastOffset() {
            return 11;
        }

        @Override
        public String deliveryId() {
            return "delivery-10";
        }

        @Override
        public Optional<String> parentDeliveryId() {
            return Optional.empty();
        }

        @Override
        public Instant batchCreatedAt() {
            return Instant.ofEpochSecond(1700000000);
        }

        @Override
        public Instant deadline() {
            return batchCreatedAt().plusSeconds(60);
        }
    }
}
