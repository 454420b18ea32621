package dev.flagexporter.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.runtime.deadletter.DeadLetterFullPolicy;
import dev.flagexporter.runtime.deadletter.DeadLetterLimit;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.runtime.delivery.Disposal;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.SmallRyeConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

class ExporterSettingsReaderTest {

    private static final String LAKE = "quarkus.flag-exporter.exporters.lake.";

    private final Problems problems = new Problems();

    private ExporterSettings read(Map<String, String> keys) {
        Map<String, String> properties = new HashMap<>();
        properties.put(LAKE + "kind", "file");
        keys.forEach((key, value) -> properties.put(LAKE + key, value));
        return readExporter(properties).orElseThrow();
    }

    private Optional<ExporterSettings> readExporter(Map<String, String> properties) {
        ExporterView view = new ExporterView(TestConfig.of(properties), "lake");
        return new ExporterSettingsReader("lake", view, new ExporterProblems(problems, "lake", Secrets.of(view)))
                .read();
    }

    @Test
    void hasDefaultsWithoutProblems() {
        assertThat(read(Map.of()).attemptTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void readsWhatIsConfigured() {
        assertThat(read(Map.of("attempt-timeout", "5s")).attemptTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attempt-timeout       | soon       | is not a valid duration. Use for example 60s.
            attempt-timeout       | 0s         | must be a positive duration. Use for example 60s.
            attempt-timeout       | -1s        | must not be negative. Use for example 60s.
            attempt-timeout       | 366d       | is too long. Use at most 365d, for example 60s.
            attempt-timeout       | ${NOTHING} | refers to NOTHING, which is not set. Set it, or give a default, as in ${NOTHING:default}.
            retry.initial-backoff | 0s         | must be a positive duration. Use for example 1s.
            retry.max-backoff     | 500ms      | is shorter than retry.initial-backoff. Make it at least as long.
            retry.max-attempts    | 0          | is out of range. Use a whole number from 1 to 2147483647, for example 10.
            retry.max-attempts    | many       | is not a whole number. Use a whole number from 1 to 2147483647, for example 10.
            retry.max-attempts    | ${NOTHING} | refers to NOTHING, which is not set. Set it, or give a default, as in ${NOTHING:default}.
            retry.max-elapsed     | 0s         | must be a positive duration. Use for example 3600s.
            on-exhausted          | forget     | is not one of keep, dead-letter, drop. Use for example keep.
            on-rejected           | keep       | is not one of drop, dead-letter. Use for example drop.
            enabled               | yes        | is not one of true, false. Use for example true.
            event-type            | both       | is not one of feature, tracking. Use for example feature.
            dead-letter.max-size  | big        | is not a valid size. Use for example 1024M.
            dead-letter.max-size  | 1023K      | is too small. Use at least 1M, for example 1024M.
            dead-letter.on-full   | grow       | is not one of keep, drop. Use for example keep.
            batch.max-bytes       | 0          | is too small. Use at least 1, for example 64M.
            batch.max-events      | 0          | is out of range. Use a whole number from 1 to 2147483647, for example 100000.
            flush-interval        | 999ms      | is shorter than one second. Use whole seconds from 1s on, for example 60s; max-event-in-memory flushes sooner when many events come.
            flush-interval        | 1.5s       | has a fraction of a second. Use whole seconds, for example 2s.
            flush-interval        | 25h        | is 25.0 hours. Use at most 24h, for example 60s.
            flush-interval        | 600000     | is 166.7 hours. Did you mean 600000ms? A number without a unit is in seconds. Use at most 24h, for example 60s.
            """)
    void tellsPropertyValueReasonAndFix(String key, String value, String reasonAndFix) {
        read(Map.of(key, value));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(problems::throwIfAny)
                .withMessageContaining("has 1 problem:")
                .withMessageContaining(
                        "quarkus.flag-exporter.exporters.\"lake\"." + key + " = \"" + value + "\": " + reasonAndFix);
    }

    @Test
    void requiresAValueWhereThereIsADefault() {
        read(Map.of("attempt-timeout", ""));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(problems::throwIfAny)
                .withMessageContaining("\"lake\".attempt-timeout = \"\": is empty. Use for example 60s.");
    }

    @ParameterizedTest
    @CsvSource({"1h,", "60000,16.7", "7200,2.0", "24h,24.0"})
    void warnsOfAFlushIntervalOfMoreThanAnHour(String interval, @Nullable String hours) {
        read(Map.of("flush-interval", interval));
        assertThat(problems.isEmpty()).isTrue();
        if (hours == null) {
            assertThat(problems.warnings()).isEmpty();
        } else {
            assertThat(problems.warnings())
                    .singleElement(STRING)
                    .startsWith("quarkus.flag-exporter.exporters.\"lake\".flush-interval = \"" + interval + "\": is "
                            + hours + " hours, and that long events wait in memory. ");
        }
    }

    @Test
    void guessesThatALargeFlushIntervalIsInMilliseconds() {
        read(Map.of("flush-interval", "60000"));
        assertThat(problems.warnings())
                .singleElement(STRING)
                .contains("Did you mean 60000ms? A number without a unit is in seconds.");
    }

    @ParameterizedTest
    @CsvSource({"knd,Did you mean kind instead of knd?", "output-dir,Set it to the kind of a plugin"})
    void looksForAMisspeltKind(String key, String fix) {
        readExporter(Map.of(LAKE + key, "file"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(problems::throwIfAny)
                .withMessageContaining("\"lake\".kind: is missing. " + fix);
    }

    @Test
    void findsKeysInEitherFormOfTheNameAndInVariables() {
        SmallRyeConfig config = TestConfig.of(
                Map.of(
                        LAKE + "kind",
                        "file",
                        "quarkus.flag-exporter.exporters.\"lake\".attempt-timeout",
                        "7s",
                        LAKE + "max-event-in-memory",
                        "7"),
                Map.of("QUARKUS_FLAG_EXPORTER_EXPORTERS_LAKE_MAX_EVENT_IN_MEMORY", "8"));
        ExporterView view = new ExporterView(config, "lake");
        ExporterSettings settings = new ExporterSettingsReader(
                        "lake", view, new ExporterProblems(problems, "lake", Secrets.of(view)))
                .read()
                .orElseThrow();

        assertThat(settings.kind()).isEqualTo("file");
        assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.flushTrigger().maxEventInMemory()).isEqualTo(8);
    }

    @Test
    void givesNothingUpByDefault() {
        assertThat(read(Map.of()).failurePolicy()).isEqualTo(FailurePolicy.DEFAULT);
    }

    @Test
    void readsWhenToGiveUp() {
        ExporterSettings settings =
                read(Map.of("retry.max-attempts", "3", "retry.max-elapsed", "5m", "on-exhausted", "drop"));
        assertThat(settings.failurePolicy())
                .isEqualTo(new FailurePolicy(Disposal.DROP, Disposal.DROP, Optional.empty()));
        assertThat(settings.retry())
                .isEqualTo(new RetrySettings(
                        Duration.ofSeconds(1), Duration.ofSeconds(60), 3, Optional.of(Duration.ofMinutes(5))));
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on-exhausted", "on-rejected"})
    void needsADirectoryForDeadLetters(String key) {
        read(Map.of(key, "dead-letter"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(problems::throwIfAny)
                .withMessageContaining(
                        "\"lake\".dead-letter.directory: is missing. Set it, for example to /var/lib/flag-exporter, because on-exhausted or on-rejected is dead-letter.");
    }

    @Test
    void checksTheDirectoryForDeadLetters(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        read(Map.of("dead-letter.directory", file.resolve("below").toString()));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(problems::throwIfAny)
                .withMessageContaining("file/below\": cannot be written. Use a directory that can be, or can be made.");
    }

    @Test
    void takesADirectoryForDeadLettersThatIsYetToBeMade(@TempDir Path directory) {
        Path missing = directory.resolve("a/b");
        FailurePolicy policy = read(Map.of("on-rejected", "dead-letter", "dead-letter.directory", missing.toString()))
                .failurePolicy();
        assertThat(policy.onRejected()).isEqualTo(Disposal.DEAD_LETTER);
        assertThat(policy.deadLetters().orElseThrow().directory()).isEqualTo(missing);
        assertThat(missing).doesNotExist();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void limitsTheDeadLetterFileByDefault(@TempDir Path directory) {
        assertThat(limit(Map.of(), directory))
                .isEqualTo(DeadLetterLimit.DEFAULT)
                .isEqualTo(new DeadLetterLimit(1L << 30, DeadLetterFullPolicy.KEEP));
    }

    @Test
    void readsTheLimitOfTheDeadLetterFile(@TempDir Path directory) {
        assertThat(limit(Map.of("dead-letter.max-size", "1M", "dead-letter.on-full", "drop"), directory))
                .isEqualTo(new DeadLetterLimit(1 << 20, DeadLetterFullPolicy.DROP));
        assertThat(problems.isEmpty()).isTrue();
    }

    private DeadLetterLimit limit(Map<String, String> keys, Path directory) {
        Map<String, String> all = new HashMap<>(keys);
        all.put("dead-letter.directory", directory.toString());
        return read(all).failurePolicy().deadLetters().orElseThrow().limit();
    }

    /** The names and defaults are in {@link ExporterConfig}. */
    @Test
    void readsEveryKeyOfEveryExporter() {
        String anyExporter = "quarkus.flag-exporter.exporters.*.";
        assertThat(ConfigClass.configClass(FlagExporterConfig.class).getProperties().keySet().stream()
                        .filter(property -> property.startsWith(anyExporter))
                        .map(property -> property.substring(anyExporter.length()))
                        .filter(key -> !key.equals("*")))
                .containsExactlyInAnyOrderElementsOf(CommonKeys.PATTERNS);
    }
}
