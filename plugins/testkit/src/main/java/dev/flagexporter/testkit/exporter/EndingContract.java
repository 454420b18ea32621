package dev.flagexporter.testkit.exporter;

import dev.flagexporter.spi.Exporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How an exporter ends, and what is left of it. */
abstract class EndingContract extends ContractPart {

    EndingContract(ExporterContract contract) {
        super(contract);
    }

    @Test
    void closesTwice() throws Exception {
        Exporter exporter = bench.open();
        bench.export(exporter, bench.few());
        exporter.close();
        assertCloses(exporter, "when it was closed already");
    }

    @Test
    void closesWithoutHavingOpened() throws Exception {
        assertCloses(bench.create(), "when open() was never called");
    }

    @Test
    void closesAfterItCouldNotOpen() throws Exception {
        Exporter exporter = bench.create();
        bench.tryToBreak();
        Running.thrownBy(exporter::open);
        assertCloses(exporter, "after a failed open()");
        bench.repair();
    }

    @Test
    void closesBesideAnExport() throws Exception {
        Batch batch = bench.few();
        GatedEvents gated = GatedEvents.atTheLast(batch);
        Exporter exporter = bench.open();
        Running export = startUntilTheGate(exporter, batch, gated);
        try {
            assertThat(Running.start(exporter::close).endsWithin(contract.patience()))
                    .as("close() waits for an export that does not return; it has to release what it can: do not"
                            + " share a lock with export()")
                    .isTrue();
        } finally {
            gated.release();
        }
        assertTruthful(export, batch);
    }

    @Test
    void endsWhenItIsInterrupted() throws Exception {
        Batch batch = bench.few();
        GatedEvents gated = GatedEvents.atTheFirst(batch);
        Exporter exporter = bench.open();
        boolean hanging = contract.hangDestination();
        Running export = startUntilTheGate(exporter, batch, gated);
        export.interrupt();
        gated.release();
        assertTruthful(export, batch);
        if (export.thrown().isEmpty()) {
            assertThat(hanging)
                    .as("export() was interrupted and returned normally, though its destination never answered")
                    .isFalse();
            assertThat(export.wasInterruptedAtEnd())
                    .as("export() swallowed an interrupt: throw the InterruptedException, or call"
                            + " Thread.currentThread().interrupt()")
                    .isTrue();
        }
        exporter.close();
    }

    @Test
    void worksAfreshInANewInstance() throws Exception {
        Batch first = bench.few();
        Batch second = bench.few();
        bench.exportAndClose(bench.anyType(), first);
        bench.exportAndClose(bench.anyType(), second);
        bench.assertArrived(first, second);
    }

    @Test
    void worksInANewInstanceBesideOneThatHangs() throws Exception {
        Batch hanging = bench.few();
        Batch batch = bench.few();
        GatedEvents gated = GatedEvents.atTheLast(hanging);
        Exporter abandoned = bench.open();
        Running export = startUntilTheGate(abandoned, hanging, gated);
        try {
            Running fresh = Running.start(() -> bench.exportAndClose(bench.anyType(), batch));
            assertThat(fresh.endsWithin(contract.patience()))
                    .as("A new exporter waits for one whose export hangs; it has to take its place: no exporter may"
                            + " hold a lock or a file that the next one needs")
                    .isTrue();
            assertThat(fresh.thrown()).isEmpty();
            bench.assertArrivedAtLeastOnce(batch);
        } finally {
            gated.release();
        }
        assertTruthful(export, hanging);
        abandoned.close();
    }

    @Test
    void leavesNothingBehind() throws Exception {
        liveALife();
        Resources before = Resources.now();
        liveALife();
        bench.assertNothingNew(before, "open(), export() and close() must not");
    }

    private static void assertCloses(Exporter exporter, String when) {
        assertThat(Running.thrownBy(exporter::close))
                .as("close() threw %s; then it has nothing to do", when)
                .isEmpty();
    }

    /** An export that hangs at one of its events. */
    private Running startUntilTheGate(Exporter exporter, Batch batch, GatedEvents gated) throws InterruptedException {
        Running export = Running.start(() -> exporter.export(batch.context(), gated));
        assertThat(gated.isReachedWithin(contract.patience()))
                .as("export() does not read all of its events on the thread that calls it")
                .isTrue();
        return export;
    }

    /** It ends, and if it says that all has arrived, it has. */
    private void assertTruthful(Running export, Batch batch) throws Exception {
        assertThat(export.endsWithin(contract.patience()))
                .as("export() does not end, though it was interrupted, or its exporter closed")
                .isTrue();
        if (export.thrown().isEmpty()) {
            bench.assertArrivedAtLeastOnce(batch);
        }
    }

    /** What an exporter goes through at most, and then one that cannot open: it is closed then, too. */
    private void liveALife() throws Exception {
        Exporter exporter = bench.open();
        bench.export(exporter, bench.few());
        Exporter another = bench.create();
        if (bench.tryToBreak()) {
            bench.attempt(exporter, bench.few());
            Running.thrownBy(another::open);
            Running.thrownBy(another::close);
        }
        bench.repair();
        exporter.close();
    }
}
