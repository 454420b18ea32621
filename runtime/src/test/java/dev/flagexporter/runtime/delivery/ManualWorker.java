package dev.flagexporter.runtime.delivery;

import org.jspecify.annotations.Nullable;

/** A worker without a thread: it runs the cycles it was woken for when a test says so. */
final class ManualWorker implements Worker {

    private @Nullable Runnable cycle;
    private boolean woken;
    private boolean finished;
    private int interrupts;

    @Override
    public void start(Runnable newCycle) {
        cycle = newCycle;
        woken = true;
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public void interrupt() {
        interrupts++;
    }

    @Override
    public void finish() {
        finished = true;
    }

    /** Runs cycles until nothing wakes it any more. */
    void run() {
        Runnable what = cycle;
        while (what != null && woken && !finished) {
            woken = false;
            what.run();
        }
    }

    int interrupts() {
        return interrupts;
    }
}
