package dev.flagexporter.testkit.exporter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What arrives. */
abstract class ExportingContract extends ContractPart {

    private static final int MANY = 10_000;

    ExportingContract(ExporterContract contract) {
        super(contract);
    }

    @Test
    void takesAnEmptyBatch() throws Exception {
        Exporter exporter = bench.open();
        bench.export(exporter, bench.batch(bench.anyType(), 0));
        bench.assertArrived();
        exporter.close();
    }

    @Test
    void keepsTheOrder() throws Exception {
        Batch[] three = {bench.few(), bench.batch(bench.anyType(), 1), bench.few()};
        Exporter exporter = bench.open();
        Arrays.stream(three).forEach(batch -> bench.export(exporter, batch));
        bench.assertArrived(three);
        exporter.close();
    }

    @Test
    void takesABigBatch() throws Exception {
        Batch big = bench.batch(bench.anyType(), MANY);
        Exporter exporter = bench.open();
        bench.export(exporter, big);
        bench.assertArrived(big);
        exporter.close();
    }

    @Test
    void takesEachTypeOfEvent() throws Exception {
        List<Batch> all = new ArrayList<>();
        for (EventType type : contract.eventTypes()) {
            Batch batch = bench.batch(type, Workbench.FEW);
            bench.exportAndClose(type, batch);
            all.add(batch);
        }
        bench.assertArrived(all.toArray(Batch[]::new));
    }

    @Test
    void takesHostileEvents() throws Exception {
        for (EventType type : contract.eventTypes()) {
            int before = contract.arrived().map(List::size).orElse(0);
            Batch batch = hostile(type);
            bench.exportAndClose(type, batch);
            contract.arrived().ifPresent(texts -> Arrivals.checkNeighbours(texts.subList(before, texts.size()), batch));
        }
    }

    @Test
    void leavesTheEventsAsTheyAre() throws Exception {
        Batch batch = bench.few();
        WatchedEvents watched = new WatchedEvents(batch.events());
        Exporter exporter = bench.open();
        Optional<Throwable> thrown = bench.attempt(exporter, batch.through(watched));
        assertThat(watched.isTouched())
                .as("export() tried to modify the list of events; copy it first, the events come again in a retry")
                .isFalse();
        assertThat(thrown).isEmpty();
        exporter.close();
    }

    /** Hostile events between two plain ones. */
    private Batch hostile(EventType type) {
        List<ExportableEvent> events = new ArrayList<>(bench.batch(type, 1).events());
        events.addAll(HostileEvents.of(type));
        events.addAll(bench.batch(type, 1).events());
        return bench.batch(type, events);
    }
}
