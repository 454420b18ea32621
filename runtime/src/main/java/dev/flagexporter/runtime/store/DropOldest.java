package dev.flagexporter.runtime.store;

import java.util.function.LongSupplier;

import dev.flagexporter.spi.store.AppendResult;

/**
 * Lets everything in: laggards lose what is too much for them.
 *
 * @param floor the offset below which a consumer loses its events
 */
record DropOldest(LongSupplier floor) implements Admission {

    @Override
    public AppendResult admit(int events) {
        return AppendResult.APPENDED;
    }

    @Override
    public void giveBack(int events) {
        // nothing was taken
    }

    @Override
    public void consumersMovedOn() {
        // nobody waits for them
    }

    @Override
    public long earliestStart() {
        return floor.getAsLong();
    }

    @Override
    public void holdStill(Runnable action) {
        action.run();
    }

    @Override
    public void close() {
        // nobody waits
    }
}
