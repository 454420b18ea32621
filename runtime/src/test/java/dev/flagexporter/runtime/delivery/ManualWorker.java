package dev.flagexporter.runtime.delivery;

import org.jspecify.annotations.Nullable;

/** A worker without a thread: it runs the cycles it was woken for when a test says so. */
final class ManualWorker implements Worker {

    private @Nullable Runnable cycle;
    private boolean woken;
    private boolean finished;
    private boolean busy;

    @Override
    public void start(Runnable newCycle) {
        cycle = newCycle;
        woken = true;
    }

    @Override
    public void wake() {
        woken = true;
    }

    /** The cycle that runs may go on beneath the one that takes over: whatever it does then is late. */
    @Override
    public void replace() {
        busy = false;
        woken = true;
    }

    @Override
    public void beside(Runnable action) {
        action.run();
    }

    @Override
    public void finish() {
        finished = true;
    }

    /** Runs cycles until nothing wakes it any more; none while one is running. */
    void run() {
        Runnable what = cycle;
        while (what != null && woken && !finished && !busy) {
            woken = false;
            busy = true;
            try {
                what.run();
                busy = false;
            } catch (AbandonedException e) {
                // it was replaced, and has nothing to say any more
            }
        }
    }
}
