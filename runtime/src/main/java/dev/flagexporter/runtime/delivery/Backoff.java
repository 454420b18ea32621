package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: at random between zero and a limit that doubles with each failure up to a cap
 * ("full jitter"), so that many instances do not come back to a recovering service all at once.
 *
 * @param limits after the first failure, and the largest
 * @param random where the waits are drawn from
 */
record Backoff(RetrySettings limits, RandomGenerator random) {

    private static final int MAX_DOUBLINGS = 30;

    /** The wait after so many failures in a row, counted from 1. */
    Duration after(int failures) {
        return Duration.ofNanos(random.nextLong(limit(failures).toNanos() + 1));
    }

    Duration limit(int failures) {
        Duration doubled = limits.initialBackoff().multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return doubled.compareTo(limits.maxBackoff()) < 0 ? doubled : limits.maxBackoff();
    }
}
