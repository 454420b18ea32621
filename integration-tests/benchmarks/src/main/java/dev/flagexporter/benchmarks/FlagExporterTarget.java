package dev.flagexporter.benchmarks;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.EventStore;

/** The store that applications get, with its overflow policy, its counters and armed wake-ups. */
final class FlagExporterTarget extends Target {

    private final Exporters exporters;
    private final EventStore<FeatureEvent> store;

    FlagExporterTarget(String name, int exporters, int pending) {
        super(name);
        this.exporters = new Exporters(roomFor(pending), exporters, pending);
        this.store = this.exporters.store();
        appendReady(pending);
    }

    /** With exporters that never take anything, in a store that is as full as it may be. */
    FlagExporterTarget(String name, int exporters, int pending, int dead) {
        this(name, exporters, pending);
        this.exporters.addDead(dead);
        for (int appended = 0; appended < 2 * ROOM; appended += 1000) {
            appendReady(1000);
            drain();
        }
    }

    @Override
    void appendReady(int count) {
        for (int i = 0; i < count; i++) {
            FeatureEvent event = SampleEvents.ready(i);
            if (store.append(event) != AppendResult.APPENDED) {
                throw lost(event);
            }
        }
    }

    @Override
    void appendFresh(int count) {
        for (int i = 0; i < count; i++) {
            FeatureEvent event = SampleEvents.fresh(i);
            if (store.append(event) != AppendResult.APPENDED) {
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
