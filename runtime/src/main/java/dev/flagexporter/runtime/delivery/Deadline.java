package dev.flagexporter.runtime.delivery;

/**
 * When a call must have returned.
 *
 * @param nanoTime a reading of {@link DeliveryClock#nanoTime()}
 * @param reason the setting that says so, for the error message
 */
record Deadline(long nanoTime, String reason) {

    Deadline earlierOf(Deadline other) {
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    /** The time until the deadline; zero or negative when it is over. */
    long remaining(DeliveryClock clock) {
        return nanoTime - clock.nanoTime();
    }
}
