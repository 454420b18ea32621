package dev.flagexporter.benchmarks;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.flagexporter.spi.event.FeatureEvent;
import org.jctools.queues.MpscArrayQueue;

/** The fastest queue with a thread that takes batches out of it. */
final class ExportedMpscTarget extends ExportedTarget {

    private static final long POLL_NANOS = 100_000;

    private final MpscArrayQueue<FeatureEvent> queue = new MpscArrayQueue<>(ROOM);
    private final boolean wakes;
    private final ExportThread thread;
    private volatile boolean sleeping;

    private ExportedMpscTarget(String name, boolean wakes) {
        super(name);
        this.wakes = wakes;
        this.thread = new ExportThread(this::takeBatch);
        thread.start();
    }

    /** Its thread looks every {@value #POLL_NANOS} ns whether there is something. */
    static ExportedMpscTarget polled(String name) {
        return new ExportedMpscTarget(name, false);
    }

    /** Its thread is woken by an append if it sleeps. */
    static ExportedMpscTarget woken(String name) {
        return new ExportedMpscTarget(name, true);
    }

    private void takeBatch(List<FeatureEvent> batch) {
        if (queue.drain(batch::add, ExportThread.BATCH) == 0) {
            sleep();
        }
    }

    private void sleep() {
        if (!wakes) {
            LockSupport.parkNanos(POLL_NANOS);
            return;
        }
        sleeping = true;
        if (queue.isEmpty()) {
            LockSupport.park();
        }
        sleeping = false;
    }

    private void offer(FeatureEvent event) {
        if (!queue.offer(event)) {
            throw lost(event);
        }
        if (wakes && sleeping) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    List<CountingExporter> exporters() {
        return List.of(thread.exporter());
    }

    @Override
    void appendReady(int count) {
        for (int i = 0; i < count; i++) {
            offer(SampleEvents.ready(i));
        }
        count(count);
    }

    @Override
    void appendFresh(int count) {
        for (int i = 0; i < count; i++) {
            offer(SampleEvents.fresh(i));
        }
        count(count);
    }

    @Override
    public void close() {
        drain();
        thread.end();
    }
}
