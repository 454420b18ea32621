package dev.flagexporter.benchmarks;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

import dev.flagexporter.spi.event.FeatureEvent;

/** The JDK's queue with a thread that takes batches out of it; an append wakes the thread if it waits. */
final class ExportedBlockingQueueTarget extends ExportedTarget {

    private final ArrayBlockingQueue<FeatureEvent> queue = new ArrayBlockingQueue<>(ROOM);
    private final ExportThread thread = new ExportThread(this::takeBatch);

    ExportedBlockingQueueTarget(String name) {
        super(name);
        thread.start();
    }

    private void takeBatch(List<FeatureEvent> batch) {
        try {
            batch.add(queue.take());
            queue.drainTo(batch, ExportThread.BATCH - 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    List<CountingExporter> exporters() {
        return List.of(thread.exporter());
    }

    @Override
    void appendReady(int count) {
        for (int i = 0; i < count; i++) {
            FeatureEvent event = SampleEvents.ready(i);
            if (!queue.offer(event)) {
                throw lost(event);
            }
        }
        count(count);
    }

    @Override
    void appendFresh(int count) {
        for (int i = 0; i < count; i++) {
            FeatureEvent event = SampleEvents.fresh(i);
            if (!queue.offer(event)) {
                throw lost(event);
            }
        }
        count(count);
    }

    @Override
    public void close() {
        drain();
        thread.end();
    }
}
