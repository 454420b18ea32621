package dev.flagexporter.runtime.delivery;

import org.jspecify.annotations.Nullable;

/** A worker without a thread: it runs the cycles it was woken for when a test says so. */
final class ManualWorker implements Worker {

    private final Runnable beforeEachCycle;
    private @Nullable Runnable cycle;
    private boolean woken;
    private boolean finished;
    private boolean busy;
    private int cycles;
    private int replacements;

    ManualWorker() {
        this(() -> {});
    }

    ManualWorker(Runnable beforeEachCycle) {
        this.beforeEachCycle = beforeEachCycle;
    }

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
        replacements++;
    }

    @Override
    public void beside(Runnable action) {
        action.run();
    }

    @Override
    public void finish() {
        finished = true;
    }

    /** Runs cycles until nothing wakes it any more, none while one is running; whether it ran any. */
    boolean run() {
        int before = cycles;
        Runnable what = cycle;
        while (what != null && woken && !finished && !busy) {
            woken = false;
            busy = true;
            cycles++;
            beforeEachCycle.run();
            try {
                what.run();
                busy = false;
            } catch (AbandonedException e) {
                // it was replaced, and has nothing to say any more
            }
        }
        return cycles > before;
    }

    /** Whether a cycle is running that was not left to itself. */
    boolean isBusy() {
        return busy;
    }

    /** How many cycles have begun. */
    int cycles() {
        return cycles;
    }

    /** How often a cycle was left to itself. */
    int replacements() {
        return replacements;
    }
}
