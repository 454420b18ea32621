package dev.flagexporter.testkit.exporter;

import java.lang.reflect.Method;
import java.util.List;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.event.EventType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What users configure. */
abstract class ConfiguringContract extends ContractPart {

    ConfiguringContract(ExporterContract contract) {
        super(contract);
    }

    @Test
    void takesAValidConfigurationForEachTypeOfEvent() throws Exception {
        for (EventType type : contract.eventTypes()) {
            assertThat(bench.create(type)).isNotNull();
        }
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        List<ConfigurationProblem> problems = bench.problemsWith(contract.invalidKeys());
        assertThat(problems)
                .as("create() has to look at all keys before it throws, and to report each that is wrong")
                .extracting(ConfigurationProblem::key)
                .containsExactlyInAnyOrderElementsOf(contract.invalidKeys().keySet());
        assertThat(problems)
                .as("Each problem has to say what is wrong, and what to do")
                .noneMatch(
                        problem -> problem.reason().isBlank() || problem.fix().isBlank());
    }

    @Test
    void declaresItsSecrets() {
        assertThat(contract.keys().keySet())
                .as("secretKeys() of this test have to be among keys()")
                .containsAll(contract.secretKeys());
        if (contract.secretKeys().isEmpty()) {
            assertThat(contract.factory().configType().getMethods())
                    .as("The configuration has secrets: name their keys in secretKeys() of this test")
                    .noneMatch(ConfiguringContract::isSecret);
        }
    }

    private static boolean isSecret(Method key) {
        return key.getGenericReturnType().getTypeName().contains("io.smallrye.config.Secret");
    }
}
