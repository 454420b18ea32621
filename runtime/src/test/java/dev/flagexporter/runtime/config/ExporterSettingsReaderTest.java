package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExporterSettingsReaderTest {

    private final Problems problems = new Problems();

    private ExporterSettings read(Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(keys);
        all.putIfAbsent("kind", "file");
        return new ExporterSettingsReader("lake", ConfiguredKeys.of(all), problems)
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
            attempt-timeout       | soon   | is no duration. Use for example 60s or 5m.
            attempt-timeout       | 0s     | is no time to wait. Use a positive duration, for example 1s.
            attempt-timeout       | -1s    | is no time to wait. Use a positive duration, for example 1s.
            attempt-timeout       | 366d   | is too long. Use at most 365d.
            retry.initial-backoff | 0s     | is no time to wait. Use a positive duration, for example 1s.
            retry.max-backoff     | 500ms  | is shorter than retry.initial-backoff. Make it at least as long.
            enabled               | yes    | is neither true nor false. Use one of the two.
            event-type            | both   | is no type of events. Use feature or tracking.
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
    void knowsEveryKeyItReads() {
        assertThat(ExporterSettingsReader.KEYS).contains("attempt-timeout").doesNotHaveDuplicates();
    }
}
