package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.store.AppendResult;

/** What to answer to events for which there is no room. */
@FunctionalInterface
interface WhenFull {

    /** Drops the events. */
    WhenFull DROP = (room, events) -> AppendResult.DROPPED;

    /** Has the sender try again. */
    WhenFull REJECT = (room, events) -> AppendResult.FULL;

    /** Decides, and may wait for room. */
    AppendResult answer(Room room, int events);
}
