package dev.flagexporter.runtime.store;

/** The field of a {@link Chunk} that every append writes, between the paddings of its super and subclass. */
abstract class ChunkHint extends ChunkSlots {

    int hint;

    ChunkHint(long base, int size) {
        super(base, size);
    }
}
