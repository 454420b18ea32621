package dev.flagexporter.benchmarks;

import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;

import dev.flagexporter.spi.event.FeatureEvent;

/** What the JDK has: one lock around an array. */
final class BlockingQueueTarget extends Target {

    private final ArrayBlockingQueue<FeatureEvent> queue;
    private final int pending;

    BlockingQueueTarget(String name, int pending) {
        super(name);
        this.queue = new ArrayBlockingQueue<>(roomFor(pending));
        this.pending = pending;
        appendReady(pending);
    }

    @Override
    void appendReady(int count) {
        for (int i = 0; i < count; i++) {
            FeatureEvent event = SampleEvents.ready(i);
            if (!queue.offer(event)) {
                throw lost(event);
            }
        }
    }

    @Override
    void appendFresh(int count) {
        for (int i = 0; i < count; i++) {
            FeatureEvent event = SampleEvents.fresh(i);
            if (!queue.offer(event)) {
                throw lost(event);
            }
        }
    }

    @Override
    void drain() {
        queue.drainTo(new ArrayList<>(), queue.size() - pending);
    }

    @Override
    public void close() {
        queue.clear();
    }
}
