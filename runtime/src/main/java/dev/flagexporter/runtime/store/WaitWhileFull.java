package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.flagexporter.spi.store.AppendResult;

/**
 * Waits for room; the store is full when there is none in time.
 *
 * @param timeout how long to wait
 * @param mayBlock whether the current thread may wait
 */
record WaitWhileFull(Duration timeout, BooleanSupplier mayBlock) implements WhenFull {

    @Override
    public AppendResult answer(CapacityLimit limit, int events, long bytes) {
        return mayBlock.getAsBoolean() && limit.await(events, bytes, timeout)
                ? AppendResult.APPENDED
                : AppendResult.FULL;
    }
}
