package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.store.AppendResult;

/** Decides the answer to events for which there is no room. */
@FunctionalInterface
interface WhenFull {

    /** Drops the events. */
    WhenFull DROP = (limit, events, bytes) -> AppendResult.DROPPED;

    /** Has the sender try again. */
    WhenFull REJECT = (limit, events, bytes) -> AppendResult.FULL;

    /** Decides, and may wait for room. */
    AppendResult answer(CapacityLimit limit, int events, long bytes);
}
