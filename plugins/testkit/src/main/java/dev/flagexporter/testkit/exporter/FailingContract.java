package dev.flagexporter.testkit.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What fails. */
abstract class FailingContract extends ContractPart {

    FailingContract(ExporterContract contract) {
        super(contract);
    }

    @Test
    void tellsOfAnEventThatCannotBeExported() throws Exception {
        EventType type = bench.anyType();
        List<ExportableEvent> events = new ArrayList<>(bench.few().events());
        events.set(Workbench.FEW / 2, new UnreadableEvent(type));
        Exporter exporter = bench.open();
        assertThat(bench.attempt(exporter, bench.batch(type, events)))
                .as("export() returned normally though an event could not be read, and cannot have arrived: an"
                        + " exception that is only logged, or swallowed, is a lost event")
                .isPresent();
        exporter.close();
    }

    @Test
    void tellsOfAFailureOfTheDestination() throws Exception {
        Batch batch = bench.few();
        Exporter exporter = bench.open();
        boolean mayReturn = !bench.tryToBreak();
        assertThat(bench.attempt(exporter, batch).isEmpty())
                .as("export() returned normally though the destination failed: an exception that is only logged,"
                        + " or swallowed, is a lost batch")
                .isEqualTo(mayReturn);
        bench.repair();
        exporter.close();
    }

    @Test
    void deliversABatchThatFailedWhenItComesAgain() throws Exception {
        Batch before = bench.few();
        Batch failing = bench.few();
        Batch again = failing.retried();
        Exporter exporter = bench.open();
        bench.export(exporter, before);
        if (bench.tryToBreak()) {
            again = bench.attempt(exporter, failing).map(failing::remainder).orElse(again);
            bench.repair();
        }
        bench.export(exporter, again);
        bench.assertArrivedAtLeastOnce(before, failing);
        exporter.close();
    }

    /** As often as applications do: each open that fails is followed by a close, and then by the next one. */
    @Test
    void opensWhenItIsAskedAgain() throws Exception {
        Batch batch = bench.few();
        Exporter exporter = bench.create();
        boolean broken = bench.tryToBreak();
        boolean opened = openAndCloseUnlessItOpens(exporter) || (broken && openAndCloseUnlessItOpens(exporter));
        bench.repair();
        if (!opened) {
            assertThat(Running.thrownBy(exporter::open))
                    .as("open() failed though the destination works again: after a failed open() come close() and"
                            + " open() once more, on the same exporter, until it works")
                    .isEmpty();
        }
        bench.export(exporter, batch);
        bench.assertArrived(batch);
        exporter.close();
    }

    /** Whether it has opened. */
    private static boolean openAndCloseUnlessItOpens(Exporter exporter) {
        if (Running.thrownBy(exporter::open).isEmpty()) {
            return true;
        }
        // what it throws is for closesAfterItCouldNotOpen
        Running.thrownBy(exporter::close);
        return false;
    }

    @Test
    void keepsItsSecrets() throws Exception {
        try (Testimony testimony = Testimony.listen()) {
            giveEvidence(testimony);
            assertThat(testimony.placesOf(secrets()))
                    .as("A secret of %s can be read in these places", contract.secretKeys())
                    .isEmpty();
        }
    }

    /** The right ones, and those that are refused: they may be right but for a character. */
    private List<String> secrets() {
        return Stream.of(contract.keys(), contract.invalidKeys())
                .flatMap(keys -> contract.secretKeys().stream().map(keys::get))
                .filter(secret -> secret != null && !secret.isBlank())
                .toList();
    }

    /** Does what makes exporters talkative. */
    private void giveEvidence(Testimony testimony) throws Exception {
        Exporter exporter = bench.create();
        testimony.add("toString() of a new exporter", exporter.toString());
        bench.problemsWith(contract.invalidKeys())
                .forEach(problem -> testimony.add("the problem with " + problem.key(), problem.toString()));
        exporter.open();
        bench.attempt(exporter, bench.few()).ifPresent(failure -> testimony.add("what export() threw", failure));
        testimony.add("toString() of an exporter that worked", exporter.toString());
        Exporter another = bench.create();
        if (bench.tryToBreak()) {
            bench.attempt(exporter, bench.few()).ifPresent(failure -> testimony.add("what export() threw", failure));
            Running.thrownBy(another::open).ifPresent(failure -> testimony.add("what open() threw", failure));
            Running.thrownBy(another::close).ifPresent(failure -> testimony.add("what close() threw", failure));
        }
        bench.repair();
        exporter.close();
        contract.logged().forEach(message -> testimony.add("the exporter's log", message));
        contract.logger().thrown().forEach(failure -> testimony.add("the exporter's log", failure));
    }
}
