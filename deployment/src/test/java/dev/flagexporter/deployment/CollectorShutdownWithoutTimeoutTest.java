package dev.flagexporter.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Quarkus waits for no request. */
class CollectorShutdownWithoutTimeoutTest extends CollectorShutdown {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = application();

    @Test
    void answersWaitingAndNewRequestsAtOnceBeforeTheApplicationStops() throws Exception {
        assertAnswersWaitingAndNewRequestsAtOnce();
    }
}
