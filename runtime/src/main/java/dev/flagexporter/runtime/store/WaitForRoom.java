package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.flagexporter.spi.store.AppendResult;

/**
 * Waits for room, and rejects the events when there is none in time.
 *
 * @param timeout how long to wait
 * @param mayBlock whether the current thread may wait
 */
record WaitForRoom(Duration timeout, BooleanSupplier mayBlock) implements WhenFull {

    @Override
    public AppendResult answer(Room room, int events) {
        return mayBlock.getAsBoolean() && room.await(events, timeout) ? AppendResult.APPENDED : AppendResult.FULL;
    }
}
