package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When to try again. The worker reports how attempts went; the clock says when a wait is over. A wait that was
 * overtaken by a flush ends without effect.
 */
final class Retry {

    private static final int NONE = 0;

    private final Backoff backoff;
    private final DeliveryClock clock;
    private final Runnable wake;
    private final AtomicInteger currentWait = new AtomicInteger(NONE);
    private int waits;
    private int failures;

    Retry(Backoff backoff, DeliveryClock clock, Runnable wake) {
        this.backoff = backoff;
        this.clock = clock;
        this.wake = wake;
    }

    /** Whether the next attempt is yet to come. */
    boolean isWaiting() {
        return currentWait.get() != NONE;
    }

    /** How many attempts have failed since the last that succeeded. */
    int failures() {
        return failures;
    }

    /** Starts to wait, and answers for how long. */
    Duration failed() {
        failures++;
        waits++;
        int thisWait = waits;
        currentWait.set(thisWait);
        Duration delay = backoff.after(failures);
        clock.after(delay, () -> end(thisWait));
        return delay;
    }

    private void end(int endedWait) {
        if (currentWait.compareAndSet(endedWait, NONE)) {
            wake.run();
        }
    }

    void succeeded() {
        failures = 0;
        currentWait.set(NONE);
    }
}
