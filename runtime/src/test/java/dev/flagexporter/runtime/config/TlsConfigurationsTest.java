package dev.flagexporter.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Named TLS configurations")
class TlsConfigurationsTest {

    private final List<ConfigurationProblem> problems = new ArrayList<>();

    @Test
    void needTheRegistryOfQuarkus() {
        Optional<TlsConfigurations> registry = TlsConfigurations.of(ClassLoader.getPlatformClassLoader());

        assertThat(registry).isEmpty();
        assertThat(TlsConfigurations.find(registry, "tls-name", "sink", problems))
                .isEmpty();
        assertThat(problems)
                .containsExactly(new ConfigurationProblem(
                        "tls-name",
                        "sink",
                        "needs the TLS registry of Quarkus, which is not on the class path",
                        "Add io.quarkus:quarkus-tls-registry to the application"));
    }

    @Test
    void areReportedIfTheirNameIsUnknown() {
        Optional<TlsConfigurations> registry = Optional.of(name -> Optional.empty());

        assertThat(TlsConfigurations.find(registry, "tls-name", "sink", problems))
                .isEmpty();
        assertThat(problems)
                .containsExactly(new ConfigurationProblem(
                        "tls-name",
                        "sink",
                        "is not the name of a TLS configuration",
                        "Configure it with quarkus.tls.\"sink\".*, or correct the name"));
    }

    @Test
    void areFoundInTheRegistryOfTheClassPath() {
        assertThat(TlsConfigurations.of(getClass().getClassLoader())).isPresent();
    }
}
