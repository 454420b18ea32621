package dev.flagexporter.testkit.exporter;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.flagexporter.testkit.exporter.Rejection.assertRejected;

@DisplayName("The contract of exporters rejects, for the right reason and no other, an exporter that")
class BrokenExportsTest {

    @Test
    void stumblesOverAnEmptyBatch() {
        assertRejected(
                BrokenExports.StumblesOverAnEmptyBatch.class,
                "export() threw java.lang.ArrayIndexOutOfBoundsException",
                "takesAnEmptyBatch");
    }

    @Test
    void changesTheOrder() {
        assertRejected(
                BrokenExports.SendsTheLastFirst.class,
                "did not arrive at its place in the order",
                "keepsTheOrder",
                "takesABigBatch",
                "takesEachTypeOfEvent",
                "takesHostileEvents",
                "opensWhenItIsAskedAgain",
                "worksAfreshInANewInstance");
    }

    @Test
    void changesTheOrderOfBatches() {
        assertRejected(
                BrokenExports.PutsLaterBatchesFirst.class, "did not arrive at its place in the order", "keepsTheOrder");
    }

    @Test
    void doesNotSendAllOfABigBatch() {
        assertRejected(
                BrokenExports.SendsTheFirstThousand.class,
                "10000 events were exported, and export() returned normally, but 1000 arrived",
                "takesABigBatch");
    }

    @Test
    void letsAHostileEventLookLikeTwo() {
        assertRejected(BrokenExports.EscapesNothing.class, "no event may look like two", "takesHostileEvents");
    }

    @Test
    void knowsOneTypeOfEventsOnly() {
        assertRejected(
                BrokenExports.KnowsFeatureEventsOnly.class,
                "export() threw java.lang.ClassCastException",
                "takesEachTypeOfEvent",
                "takesHostileEvents");
    }

    @Test
    void takesSamplesOfOneTypeOfEvents() {
        assertRejected(
                BrokenExports.TakesSamplesOfTrackingEvents.class,
                "20 events were exported, and export() returned normally, but 11 arrived",
                "takesEachTypeOfEvent");
    }

    @Test
    void triesToModifyTheEvents() {
        assertRejected(
                BrokenExports.SortsTheList.class, "tried to modify the list of events", "leavesTheEventsAsTheyAre");
    }
}
