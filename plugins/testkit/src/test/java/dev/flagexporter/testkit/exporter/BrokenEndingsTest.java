package dev.flagexporter.testkit.exporter;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.flagexporter.testkit.exporter.Rejection.assertRejected;

@DisplayName("The contract of exporters rejects, for the right reason and no other, an exporter that")
class BrokenEndingsTest {

    @Test
    void swallowsAnInterrupt() {
        assertRejected(
                BrokenEndings.SwallowsInterrupts.class, "export() swallowed an interrupt", "endsWhenItIsInterrupted");
    }

    @Test
    void ignoresAnInterrupt() {
        assertRejected(
                BrokenEndings.IgnoresInterrupts.class,
                "export() does not end, though it was interrupted",
                "endsWhenItIsInterrupted");
    }

    @Test
    void cannotBeClosedTwice() {
        assertRejected(BrokenEndings.ClosesOnce.class, "close() threw when it was closed already", "closesTwice");
    }

    @Test
    void cannotBeClosedUnlessItIsOpen() {
        assertRejected(
                BrokenEndings.ClosesWhatItNeverOpened.class,
                "close() threw when open() was never called",
                "closesWithoutHavingOpened");
    }

    @Test
    void cannotBeClosedWhenItCouldNotOpen() {
        assertRejected(
                BrokenEndings.StumblesOverAHalfOpenConnection.class,
                "close() threw after a failed open()",
                "closesAfterItCouldNotOpen");
    }

    @Test
    void cannotBeClosedBesideAnExport() {
        assertRejected(BrokenEndings.ClosesAfterTheExport.class, "close() waits for an export", "closesBesideAnExport");
    }

    @Test
    void locksOutTheOneThatReplacesIt() {
        assertRejected(
                BrokenEndings.LocksOutItsSuccessor.class,
                "A new exporter waits for one whose export hangs",
                "worksInANewInstanceBesideOneThatHangs");
    }

    @Test
    void leavesAThread() {
        assertRejected(BrokenEndings.LeavesAThread.class, "sender-of-events", "leavesNothingBehind");
    }

    @Test
    void leavesAThreadWhenItCouldNotOpen() {
        assertRejected(BrokenEndings.LeavesAThreadWhenItCannotOpen.class, "sender-that-stayed", "leavesNothingBehind");
    }

    @Test
    void leavesAFileOpen() {
        assertRejected(BrokenEndings.LeavesAFileOpen.class, "/plugins/testkit/pom.xml", "leavesNothingBehind");
    }
}
