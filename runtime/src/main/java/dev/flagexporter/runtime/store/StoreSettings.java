package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The settings of the in-memory stores.
 *
 * @param limits what the stores hold
 * @param overflowPolicy what happens when a consumer lags by more
 * @param blockTimeout how long {@link OverflowPolicy#BLOCK} waits for room
 * @param mayBlock whether the current thread may wait; false on an I/O thread
 * @param maxPushBack how long a consumer may push back with {@link OverflowPolicy#BACK_PRESSURE}
 */
public record StoreSettings(
        Limits limits,
        OverflowPolicy overflowPolicy,
        Duration blockTimeout,
        BooleanSupplier mayBlock,
        Duration maxPushBack) {

    private static final Duration MAX_PUSH_BACK = Duration.ofSeconds(60);

    /** No limit on the size of an event. */
    public static final long EVERY_SIZE = Long.MAX_VALUE;

    /**
     * How much the stores hold.
     *
     * @param capacity how many events a consumer may lag, at least 1; for each store
     * @param maxBytes how many bytes the events of all stores may retain together, at least 1, or
     *     {@link MemoryLimit#UNLIMITED}
     * @param maxEventSize the largest event that is appended, by its size hint, or {@link #EVERY_SIZE}
     */
    public record Limits(long capacity, long maxBytes, long maxEventSize) {

        /**
         * A limit on the number of events only.
         *
         * @param capacity how many events a consumer may lag, at least 1
         * @return the limits
         */
        public static Limits ofCapacity(long capacity) {
            return new Limits(capacity, MemoryLimit.UNLIMITED, EVERY_SIZE);
        }
    }

    /**
     * Settings that wait for nothing.
     *
     * @param limits what the stores hold
     * @param overflowPolicy what happens when a consumer lags by more
     * @return the settings
     */
    public static StoreSettings of(Limits limits, OverflowPolicy overflowPolicy) {
        return new StoreSettings(limits, overflowPolicy, Duration.ZERO, () -> false, MAX_PUSH_BACK);
    }

    /**
     * Settings for events of every size, whose consumers lose their oldest events when they lag.
     *
     * @param capacity how many events a consumer may lag, at least 1
     * @return the settings
     */
    public static StoreSettings dropOldest(long capacity) {
        return of(Limits.ofCapacity(capacity), OverflowPolicy.DROP_OLDEST);
    }
}
