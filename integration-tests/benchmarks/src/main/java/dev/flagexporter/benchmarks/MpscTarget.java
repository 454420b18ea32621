package dev.flagexporter.benchmarks;

import dev.flagexporter.spi.event.FeatureEvent;
import org.jctools.queues.MpscArrayQueue;

/** The fastest bounded queue of many producers and one consumer: no offsets, no policy, no wake-ups. */
final class MpscTarget extends Target {

    private final MpscArrayQueue<FeatureEvent> queue;
    private final int pending;

    MpscTarget(String name, int pending) {
        this(name, pending, roomFor(pending));
    }

    /** With other room than a store has; a small array is not an old and humongous object for the collector. */
    MpscTarget(String name, int pending, int room) {
        super(name);
        this.queue = new MpscArrayQueue<>(room);
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
        for (int more = queue.size() - pending; more > 0; more--) {
            queue.poll();
        }
    }

    @Override
    public void close() {
        queue.clear();
    }
}
