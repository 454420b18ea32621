package dev.flagexporter.plugins.log;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.TestEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("The configuration of a log exporter")
class LogExporterConfigTest {

    private static List<ConfigurationProblem> problems(String format, EventType type) {
        InvalidConfigurationException refusal =
                catchThrowableOfType(InvalidConfigurationException.class, () -> new LogExporterFactory()
                        .create(
                                Configurations.of(LogExporterConfig.class, Map.of("log-format", format)),
                                TestEnvironment.of(type)));
        assertThat(refusal).as("refusal of " + format).isNotNull();
        return refusal.problems();
    }

    @Test
    void belongsToTheKindLog() {
        assertThat(ServiceLoader.load(ExporterFactory.class))
                .singleElement()
                .isInstanceOf(LogExporterFactory.class)
                .extracting(ExporterFactory::kind, ExporterFactory::configType)
                .containsExactly("log", LogExporterConfig.class);
    }

    @ParameterizedTest
    @EnumSource
    void needsNothing(EventType type) {
        LogExporterConfig config = Configurations.of(LogExporterConfig.class, Map.of());

        assertThat(config.logFormat()).isEmpty();
        assertThatNoException().isThrownBy(() -> new LogExporterFactory().create(config, TestEnvironment.of(type)));
    }

    @Test
    void takesAnEmptyFormatForNone() {
        assertThat(Configurations.of(LogExporterConfig.class, Map.of("log-format", ""))
                        .logFormat())
                .isEmpty();
    }

    @Test
    void refusesATemplateThatCannotBeUsed() {
        assertThat(problems("{{ .Key", EventType.FEATURE))
                .containsExactly(new ConfigurationProblem(
                        "log-format",
                        "{{ .Key",
                        "\"{{\" is never closed, at line 1, column 1: \"{{ .Key\"",
                        "correct the template or leave it out for the default"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .TrackingDetails}}", "{{ .Key.env}}", "{{ if .TrackingDetails}}x{{ end}}"})
    void refusesWhatAFeatureEventHasNot(String format) {
        assertThat(problems(format, EventType.FEATURE))
                .extracting(ConfigurationProblem::key)
                .containsExactly("log-format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .Value}}", "{{ .TrackingEventDetails}}"})
    void refusesWhatATrackingEventHasNot(String format) {
        assertThat(problems(format, EventType.TRACKING))
                .extracting(ConfigurationProblem::key)
                .containsExactly("log-format");
    }
}
