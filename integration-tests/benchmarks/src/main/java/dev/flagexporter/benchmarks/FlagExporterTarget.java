package dev.flagexporter.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

import dev.flagexporter.DataExporter;
import dev.flagexporter.Manager;
import dev.flagexporter.runtime.delivery.DefaultManager;
import dev.flagexporter.runtime.delivery.DeliveryClock;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;

/**
 * The manager that applications get injected, and its store with overflow policy, counters and armed wake-ups. The
 * exporters do not run: what they would take out is taken out off the clock.
 */
final class FlagExporterTarget extends Target {

    private final Exporters exporters;
    private final Manager<FeatureEvent> manager;

    FlagExporterTarget(String name, int exporters, int pending) {
        super(name);
        this.exporters = new Exporters(roomFor(pending), pending);
        this.manager = new DefaultManager<>(
                EventType.FEATURE, this.exporters.store(), setups(exporters), DeliveryClock.SYSTEM);
        manager.exporters().stream().map(DataExporter::consumerId).forEach(this.exporters::adopt);
        appendReady(pending);
    }

    private static List<ExporterSetup> setups(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Setups.of("exporter-" + i, new CountingExporter(true)))
                .toList();
    }

    /** With exporters that never take anything, in a store that is as full as it may be. */
    FlagExporterTarget(String name, int exporters, int pending, int dead) {
        this(name, exporters, pending);
        this.exporters.addDead(dead);
        for (int appended = 0; appended < 2 * roomFor(pending); appended += 1000) {
            appendReady(1000);
            drain();
        }
    }

    @Override
    void appendReady(int count) {
        for (int i = 0; i < count; i++) {
            FeatureEvent event = SampleEvents.ready(i);
            if (manager.addEvent(event) != AppendResult.APPENDED) {
                throw lost(event);
            }
        }
    }

    @Override
    void appendFresh(int count) {
        for (int i = 0; i < count; i++) {
            FeatureEvent event = SampleEvents.fresh(i);
            if (manager.addEvent(event) != AppendResult.APPENDED) {
                throw lost(event);
            }
        }
    }

    @Override
    void drain() {
        exporters.drain();
    }

    @Override
    public void close() {
        exporters.close();
    }
}
