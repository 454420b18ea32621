package dev.flagexporter.deployment;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that a store could never take are an error at the start, and not refused for ever. */
class CollectorNeverFittingTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = FullStore.application("reject", 4)
            .overrideConfigKey("quarkus.flag-exporter.collector.max-events-per-request", "5")
            .assertException(thrown -> assertThat(thrown)
                    .hasStackTraceContaining("The configuration of the flag exporter has 1 problem:")
                    .hasStackTraceContaining("quarkus.flag-exporter.collector.max-events-per-request = \"5\":"
                            + " is more than quarkus.flag-exporter.store.capacity, so that such a request could never be"
                            + " accepted."
                            + " Use at most 4, or raise quarkus.flag-exporter.store.capacity."));

    @Test
    void isNeverReached() {
        Assertions.fail("the application started");
    }
}
