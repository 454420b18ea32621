package dev.flagexporter.runtime.store;

import java.util.function.LongSupplier;

import dev.flagexporter.spi.store.AppendResult;

/**
 * Admits all events: consumers that lag lose what is too much.
 *
 * @param log where the events are counted
 * @param floor the offset below which a consumer loses its events
 * @param memory the limit in bytes
 */
record DropOldest(ChunkLog log, LongSupplier floor, MemoryLimit memory) implements Admission {

    @Override
    public AppendResult admit(int events, long bytes) {
        return AppendResult.APPENDED;
    }

    @Override
    public void giveBack(int events, long bytes) {
        // nothing was taken
    }

    @Override
    public void appended(long bytes) {
        log.countAll();
        memory.dropOldest();
    }

    @Override
    public void stepped() {
        memory.dropOldest();
    }

    @Override
    public void consumersMovedOn() {
        // no append waits for them
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
        // no append waits
    }
}
