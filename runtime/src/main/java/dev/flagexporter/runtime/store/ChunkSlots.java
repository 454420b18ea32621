package dev.flagexporter.runtime.store;

import org.jspecify.annotations.Nullable;

/** The read-mostly fields of a {@link Chunk}; a class of its own so that padding can separate them from the hint. */
abstract class ChunkSlots {

    /** The sizes of the events before this chunk have not been added up yet. */
    static final long UNKNOWN = -1;

    final long base;
    final Object[] slots;

    @Nullable
    volatile Chunk next;

    volatile long bytesBefore;

    // keeps these fields off the hint's cache line
    long before0, before1, before2, before3, before4, before5, before6, before7;

    ChunkSlots(long base, int size) {
        this.base = base;
        this.slots = new Object[size];
        this.bytesBefore = base == 0 ? 0 : UNKNOWN;
    }
}
