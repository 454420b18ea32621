package dev.flagexporter.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Quarkus waits for the requests in flight: for an hour, if they are not answered. */
class CollectorShutdownTest extends CollectorShutdown {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = application().overrideRuntimeConfigKey("quarkus.shutdown.timeout", "1h");

    @Test
    void answersWaitingAndNewRequestsAtOnceSoThatQuarkusNeedNotWait() throws Exception {
        assertAnswersWaitingAndNewRequestsAtOnce();
    }
}
