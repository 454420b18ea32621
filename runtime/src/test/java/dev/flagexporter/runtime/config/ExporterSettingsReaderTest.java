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
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExporterSettingsReaderTest {

    private static final Secrets NO_SECRETS = Secrets.of(new ExporterView(new SmallRyeConfigBuilder().build(), "lake"));

    private final Problems problems = new Problems();

    private ExporterSettings read(Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(keys);
        all.putIfAbsent("kind", "file");
        return new ExporterSettingsReader(
                        "lake", ConfiguredKeys.of(all), Map.of(), new ExporterProblems(problems, "lake", NO_SECRETS))
                .read()
                .orElseThrow();
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
            attempt-timeout       | soon   | is not a valid duration. Use for example 60s or 5m.
            attempt-timeout       | 0s     | must be a positive duration. Use for example 1s.
            attempt-timeout       | -1s    | must be a positive duration. Use for example 1s.
            flush-interval        | 366d   | is too long. Use at most 365d.
            attempt-timeout       | 366d   | is too long. Use at most 365d.
            retry.initial-backoff | 0s     | must be a positive duration. Use for example 1s.
            retry.max-backoff     | 500ms  | is shorter than retry.initial-backoff. Make it at least as long.
            retry.max-attempts    | 0      | is out of range. Use a number from 1 to 2147483647.
            retry.max-attempts    | many   | is not a whole number. Use digits only.
            retry.max-elapsed     | 0s     | must be a positive duration. Use for example 1s.
            on-exhausted          | forget | is not a valid policy. Use one of keep, dead-letter, drop.
            on-rejected           | keep   | is not a valid policy. Use one of drop, dead-letter.
            enabled               | yes    | is neither true nor false. Use one of the two.
            event-type            | both   | is not an event type. Use feature or tracking.
            dead-letter.max-size  | big    | is not a valid size. Use for example 64M.
            dead-letter.max-size  | 1023K  | is too small. Use at least 1M.
            dead-letter.on-full   | grow   | is not a valid policy. Use one of keep, drop.
            batch.max-bytes       | 0      | is too small. Use at least 1.
            batch.max-events      | 0      | is out of range. Use a number from 1 to 2147483647.
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
                        "\"lake\".dead-letter.directory: is missing. Set it, because on-exhausted or on-rejected is dead-letter.");
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

    @Test
    void knowsEveryKeyItReads() {
        assertThat(CommonKeys.KEYS)
                .contains(
                        "attempt-timeout",
                        "retry.max-attempts",
                        "retry.max-elapsed",
                        "on-exhausted",
                        "on-rejected",
                        "dead-letter.directory",
                        "dead-letter.max-size",
                        "dead-letter.on-full")
                .doesNotHaveDuplicates();
    }
}
