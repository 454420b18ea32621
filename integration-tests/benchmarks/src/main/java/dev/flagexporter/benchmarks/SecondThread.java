package dev.flagexporter.benchmarks;

import java.util.concurrent.TimeUnit;

/** Appends bursts at the same time as another thread; it waits for the next one without sleeping. */
final class SecondThread implements AutoCloseable {

    private static final Target NONE = new MpscTarget("none", 0);

    private volatile long begun;
    private volatile long done;
    private volatile boolean closed;
    private Target current = NONE;
    private long bursts;

    SecondThread() {
        Thread thread = new Thread(this::run, "second");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        for (long burst = 1; awaitBegin(burst); burst++) {
            current.appendReady(Bursts.BURST);
            done = burst;
        }
    }

    private boolean awaitBegin(long burst) {
        while (begun != burst) {
            if (closed) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Has the thread append a burst. */
    void begin(Target target) {
        current = target;
        bursts++;
        begun = bursts;
    }

    /** Waits until the burst has been appended. */
    void await() {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (done != bursts) {
            Thread.onSpinWait();
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("the second thread is gone");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
