package dev.flagexporter.testkit.exporter;

import java.util.Set;

import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.PartialExportException;

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
        if (thrown instanceof PartialExportException partial) {
            checkPartial(partial, batchSize);
        }
        if (thrown instanceof ExportException failure) {
            checkRange(failure.rejectedPositions(), batchSize, "an ExportException");
        }
    }

    private void checkPartial(PartialExportException partial, int batchSize) {
        assertThat(wholeObjects)
                .as("An exporter of objects (its configuration extends ObjectConfig) must not fail partially: an object"
                        + " has all events of its batch. Throw an ExportException")
                .isFalse();
        assertThat(partial.failedPositions())
                .as("A PartialExportException has to name the events that failed; if none did, return normally")
                .isNotEmpty();
        checkRange(partial.failedPositions(), batchSize, "a PartialExportException");
    }

    private static void checkRange(Set<Integer> positions, int batchSize, String exception) {
        assertThat(positions)
                .as("The positions in %s count from 0 within the batch, which has %s events here", exception, batchSize)
                .allMatch(position -> position >= 0 && position < batchSize);
    }
}
