package dev.flagexporter.runtime.delivery;

/**
 * The time by which a call must have returned.
 *
 * @param nanoTime a reading of {@link DeliveryClock#nanoTime()}
 * @param reason the setting that requires it, for the error message
 */
record Deadline(long nanoTime, String reason) {

    Deadline earlierOf(Deadline other) {
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    Deadline laterOf(Deadline other) {
        return other.nanoTime - nanoTime > 0 ? other : this;
    }

    /** The time until the deadline; zero or negative when it is over. */
    long remaining(DeliveryClock clock) {
        return nanoTime - clock.nanoTime();
    }
}
