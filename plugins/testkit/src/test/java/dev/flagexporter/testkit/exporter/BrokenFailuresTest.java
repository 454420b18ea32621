package dev.flagexporter.testkit.exporter;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.flagexporter.testkit.exporter.Rejection.assertRejected;
import static dev.flagexporter.testkit.exporter.Rejection.failuresOf;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The contract of exporters rejects, for the right reason and no other, an exporter that")
class BrokenFailuresTest {

    /** Wherever the destination fails. */
    private static final String[] FAILING = {
        "tellsOfAFailureOfTheDestination",
        "deliversABatchThatFailedWhenItComesAgain",
        "keepsItsSecrets",
        "leavesNothingBehind"
    };

    @Test
    void skipsAnEventThatItCannotRead() {
        assertRejected(
                BrokenFailures.SkipsWhatItCannotRead.class,
                "export() returned normally though an event could not be read",
                "tellsOfAnEventThatCannotBeExported");
    }

    @Test
    void logsFailuresInPlaceOfThrowingThem() {
        assertRejected(
                BrokenFailures.LogsFailures.class,
                "export() returned normally though the destination failed",
                "tellsOfAFailureOfTheDestination");
    }

    @Test
    void takesARetryForADouble() {
        assertRejected(
                BrokenFailures.SkipsARetry.class,
                "did not arrive, though export() returned normally",
                "deliversABatchThatFailedWhenItComesAgain");
    }

    @Test
    void doesNotNameAllEventsThatFailed() {
        assertRejected(
                BrokenFailures.NamesTooFewFailures.class,
                "did not arrive, though export() returned normally",
                "deliversABatchThatFailedWhenItComesAgain");
    }

    @Test
    void namesFailedEventsThatAreNotInTheBatch() {
        assertRejected(
                BrokenFailures.CountsPositionsFromOne.class,
                "The positions in an ExportException count from 0 within the batch, which has 10 events here",
                FAILING);
    }

    @Test
    void namesRejectedEventsThatAreNotInTheBatch() {
        assertRejected(
                BrokenFailures.RejectsAnEventThatIsNotThere.class,
                "The positions in an ExportException count from 0 within the batch, which has 10 events here",
                FAILING);
    }

    @Test
    void namesAnEventAsFailedAndRejected() {
        assertRejected(
                BrokenFailures.NamesAnEventAsFailedAndRejected.class,
                "an ExportException must not name one as both",
                FAILING);
    }

    @Test
    void writesPartsOfAnObject() {
        Map<String, String> failures = failuresOf(BrokenFailures.WritesPartsOfObjects.class);
        assertThat(failures.remove("isFoundByTheServiceLoader")).isNotNull();
        assertThat(failures).containsOnlyKeys(FAILING);
        assertThat(failures).allSatisfy((test, message) -> assertThat(message)
                .contains("its configuration extends ObjectConfig) must not fail partially"));
    }

    @Test
    void cannotBeOpenedAfterAFailure() {
        assertRejected(
                BrokenFailures.OpensOnceInALife.class,
                "open() failed though the destination works again",
                "opensWhenItIsAskedAgain");
    }

    @Test
    void cannotBeOpenedAfterItWasClosedBehindAFailure() {
        assertRejected(
                BrokenFailures.ClosesForGood.class,
                "open() failed though the destination works again",
                "opensWhenItIsAskedAgain");
    }
}
