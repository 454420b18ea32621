package dev.flagexporter.spi;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

@DisplayName("An invalid configuration")
class InvalidConfigurationExceptionTest {

    @Test
    void listsEverythingThatIsWrongWithAConfiguration() {
        List<ConfigurationProblem> problems = List.of(
                new ConfigurationProblem("output-dir", null, "it is missing", "set it"),
                new ConfigurationProblem("format", "yaml", "there is no such format", "use json"));

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> InvalidConfigurationException.throwIfAny(problems))
                .withMessage("output-dir: it is missing; format: there is no such format")
                .satisfies(e -> assertThat(e.problems()).isEqualTo(problems));
    }

    @Test
    void isNotThrownForAConfigurationWithoutProblems() {
        assertThatNoException().isThrownBy(() -> InvalidConfigurationException.throwIfAny(List.of()));
    }
}
