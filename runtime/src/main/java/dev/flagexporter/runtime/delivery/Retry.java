package dev.flagexporter.runtime.delivery;

import java.time.Duration;

/**
 * When to try again. The worker reports how attempts went; the clock says when a wait is over. A wait that was
 * overtaken by a flush ends without effect.
 */
final class Retry {

    private final Backoff backoff;
    private final DeliveryClock clock;
    private final Runnable wake;
    private int failures;
    private volatile int currentWait;
    private volatile boolean waiting;

    Retry(Backoff backoff, DeliveryClock clock, Runnable wake) {
        this.backoff = backoff;
        this.clock = clock;
        this.wake = wake;
    }

    /** Whether the next attempt is yet to come. */
    boolean isWaiting() {
        return waiting;
    }

    /** How many attempts have failed since the last that succeeded. */
    int failures() {
        return failures;
    }

    /** Starts to wait, and answers for how long. */
    Duration failed() {
        failures++;
        waiting = true;
        int thisWait = nextWait();
        Duration delay = backoff.after(failures);
        clock.after(delay, () -> end(thisWait));
        return delay;
    }

    private void end(int endedWait) {
        if (currentWait == endedWait) {
            waiting = false;
            wake.run();
        }
    }

    void succeeded() {
        failures = 0;
        waiting = false;
        nextWait();
    }

    /** Only the worker counts, so this needs no atomic step. */
    private int nextWait() {
        int next = currentWait + 1;
        currentWait = next;
        return next;
    }
}
