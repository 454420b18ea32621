package dev.flagexporter.deployment;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A key that is only a blank fails the start. */
class CollectorBlankKeyTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.authorized-keys.evaluation[0]", "secret-key")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.authorized-keys.evaluation[1]", " ")
            .assertException(failure -> assertThat(failure)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "quarkus.flag-exporter.collector.authorized-keys.evaluation[1] = \"***\": has an empty key")
                    .hasMessageNotContaining("secret-key"));

    @Test
    void doesNotStart() {
        throw new AssertionError("the application started");
    }
}
