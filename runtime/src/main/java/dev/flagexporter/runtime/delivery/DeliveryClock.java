package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.time.Instant;

/** Time as the delivery sees it: nothing there sleeps, so a test decides when a wait is over. */
public interface DeliveryClock {

    /**
     * The time of day.
     *
     * @return the current instant
     */
    Instant now();

    /**
     * Runs an action once a delay is over.
     *
     * @param delay how long to wait; not negative
     * @param action short and never blocking; may run although nobody needs it any more
     * @return to stop waiting
     */
    Timer after(Duration delay, Runnable action);

    /** A wait for an action. */
    @FunctionalInterface
    interface Timer {

        /** Forgets the action, unless it is too late for that. */
        void cancel();
    }
}
