package dev.flagexporter.deployment;

import jakarta.inject.Inject;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** With this policy, an append may wait. */
class CollectorBlockThreadTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION =
            CollectorApplication.recording().overrideConfigKey("quarkus.flag-exporter.store.overflow-policy", "block");

    @Inject
    Recording recording;

    @Test
    void neverAppendsOnAnEventLoop() throws Exception {
        assertThat(new CollectorClient().post(CollectorClient.ONE_EVENT).statusCode())
                .isEqualTo(200);

        assertThat(recording.features.appendedOnEventLoop).isFalse();
    }
}
