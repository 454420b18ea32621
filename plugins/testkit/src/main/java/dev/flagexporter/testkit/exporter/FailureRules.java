package dev.flagexporter.testkit.exporter;

import java.util.Collections;
import java.util.Set;

import dev.flagexporter.spi.ExportException;

import static org.assertj.core.api.Assertions.assertThat;

/** What an exporter may throw: names of events that are in the batch, and no parts of an object. */
final class FailureRules {

    private final boolean wholeObjects;

    /**
     * Rules for an exporter.
     *
     * @param wholeObjects whether it writes a batch as one object
     */
    FailureRules(boolean wholeObjects) {
        this.wholeObjects = wholeObjects;
    }

    void check(Throwable thrown, int batchSize) {
        if (thrown instanceof ExportException failure) {
            checkNoPart(failure);
            checkRange(failure.failedPositions(), batchSize);
            checkRange(failure.rejectedPositions(), batchSize);
            assertThat(Collections.disjoint(failure.rejectedPositions(), failure.failedPositions()))
                    .as("An event either failed or was rejected: an ExportException must not name one as both")
                    .isTrue();
        }
    }

    private void checkNoPart(ExportException failure) {
        if (wholeObjects) {
            assertThat(failure.failedPositions())
                    .as(
                            "An exporter of objects (its configuration extends ObjectConfig) must not fail partially: an object"
                                    + " has all events of its batch. Throw an ExportException that names no failed event")
                    .isEmpty();
        }
    }

    private static void checkRange(Set<Integer> positions, int batchSize) {
        assertThat(positions)
                .as(
                        "The positions in an ExportException count from 0 within the batch, which has %s events here",
                        batchSize)
                .allMatch(position -> position >= 0 && position < batchSize);
    }
}
