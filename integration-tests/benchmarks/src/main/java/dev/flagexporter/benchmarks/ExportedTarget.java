package dev.flagexporter.benchmarks;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A target out of which exporters take events while others are appended. */
abstract class ExportedTarget extends Target {

    private final AtomicLong appended = new AtomicLong();

    ExportedTarget(String name) {
        super(name);
    }

    /** Whoever must get all events. */
    abstract List<CountingExporter> exporters();

    /** Counts events that were appended. */
    final void count(int events) {
        appended.addAndGet(events);
    }

    final long appended() {
        return appended.get();
    }

    @Override
    final void awaitRoom(int count) {
        awaitEvents(appended.get() + count - ROOM);
    }

    private void awaitEvents(long count) {
        exporters().forEach(exporter -> exporter.awaitEvents(count));
    }

    @Override
    void drain() {
        awaitEvents(appended.get());
    }
}
