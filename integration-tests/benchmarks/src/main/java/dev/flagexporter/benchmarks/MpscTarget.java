package dev.flagexporter.benchmarks;

import java.util.ArrayList;

import dev.flagexporter.spi.event.FeatureEvent;
import org.jctools.queues.MpscArrayQueue;

/** The fastest bounded queue of many producers and one consumer: no offsets, no policy, no wake-ups. */
final class MpscTarget extends Target {

    private final MpscArrayQueue<FeatureEvent> queue;
    private final int pending;
    private final boolean batches;

    MpscTarget(String name, int pending) {
        this(name, pending, roomFor(pending));
    }

    /** With other room than a store has; a small array is not an old and humongous object for the collector. */
    MpscTarget(String name, int pending, int room) {
        this(name, pending, room, false);
    }

    private MpscTarget(String name, int pending, int room, boolean batches) {
        super(name);
        this.batches = batches;
        this.queue = new MpscArrayQueue<>(room);
        this.pending = pending;
        appendReady(pending);
    }

    /** What is taken out of it comes in lists, as who exports it needs it. */
    static MpscTarget inBatches(String name, int pending) {
        return new MpscTarget(name, pending, roomFor(pending), true);
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
        int more = queue.size() - pending;
        while (batches && more > 0) {
            more -= queue.drain(new ArrayList<>()::add, Math.min(more, Exporters.BATCH));
        }
        queue.drain(event -> {}, more);
    }

    @Override
    public void close() {
        queue.clear();
    }
}
