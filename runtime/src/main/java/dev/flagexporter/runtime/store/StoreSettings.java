package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The limits of an in-memory store.
 *
 * @param capacity how many events a consumer may lag, at least 1
 * @param overflowPolicy what happens when a consumer lags by more
 * @param blockTimeout how long {@link OverflowPolicy#BLOCK} waits for room
 * @param mayBlock whether the current thread may wait; false on an I/O thread
 * @param maxEventSize the largest event that is taken, by its size hint, or {@link #EVERY_SIZE}
 */
public record StoreSettings(
        long capacity,
        OverflowPolicy overflowPolicy,
        Duration blockTimeout,
        BooleanSupplier mayBlock,
        long maxEventSize) {

    /** No limit on the size of an event. */
    public static final long EVERY_SIZE = Long.MAX_VALUE;

    /**
     * A store for events of every size, whose laggards lose their oldest events.
     *
     * @param capacity how many events a consumer may lag, at least 1
     * @return the settings
     */
    public static StoreSettings dropOldest(long capacity) {
        return new StoreSettings(capacity, OverflowPolicy.DROP_OLDEST, Duration.ZERO, () -> false, EVERY_SIZE);
    }
}
