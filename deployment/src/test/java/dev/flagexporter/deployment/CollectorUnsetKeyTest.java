package dev.flagexporter.deployment;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A key that refers to nothing fails the startup, and does not open the collector. */
class CollectorUnsetKeyTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideRuntimeConfigKey(
                    "quarkus.flag-exporter.collector.authorized-keys.evaluation", "secret-key,${NO_SUCH_KEY}")
            .assertException(failure -> assertThat(failure)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "quarkus.flag-exporter.collector.authorized-keys.evaluation = \"***\": refers to NO_SUCH_KEY, which is not set.")
                    .hasMessageNotContaining("secret-key"));

    @Test
    void doesNotStart() {
        throw new AssertionError("the application started");
    }
}
