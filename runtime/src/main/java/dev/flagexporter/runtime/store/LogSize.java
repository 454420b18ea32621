package dev.flagexporter.runtime.store;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The size of the events of a log, each of which is added up once.
 *
 * <p><b>Thread safety.</b> Any thread may count. It walks from the last counted event on and swaps the whole
 * {@link Counted} by compare-and-set, so two threads may add up the same events, and only one result is kept. No thread
 * waits for another, and an error anywhere leaves the last result in place. Readers that go from chunk to chunk know
 * the size of what they passed and write it to the chunk, which saves the walk.
 *
 * <p>The count leaves a chunk before that is cut off, see {@link ChunkLog#cutBelow}: it would find no way on.
 */
final class LogSize {

    /** The events of the chunk below the index are counted, and all before the chunk. */
    private record Counted(Chunk chunk, int index, long bytes) {

        /** As far as an offset, or the last visible event before it; to the start of the last chunk known to be counted. */
        Counted countTo(long offset) {
            Chunk at = chunk;
            int i = index;
            long sum = bytes;
            while (true) {
                Chunk next = at.next();
                if (next != null && next != at && (i == at.size() || next.bytesBefore() != Chunk.UNKNOWN)) {
                    next.setBytesBefore(sum);
                    at = next;
                    i = 0;
                    sum = next.bytesBefore();
                    continue;
                }
                Object event = at.base + i < offset && i < at.size() ? at.get(i) : null;
                if (event == null) {
                    return isAt(at, i) ? this : new Counted(at, i, sum);
                }
                sum += EventSize.of(event);
                i++;
            }
        }

        private boolean isAt(Chunk otherChunk, int otherIndex) {
            return chunk == otherChunk && index == otherIndex;
        }

        boolean isSameAs(Counted other) {
            return isAt(other.chunk, other.index);
        }
    }

    private static final AtomicReferenceFieldUpdater<LogSize, Counted> COUNTED =
            AtomicReferenceFieldUpdater.newUpdater(LogSize.class, Counted.class, "counted");

    private volatile Counted counted;

    LogSize(Chunk first) {
        this.counted = new Counted(first, 0, 0);
    }

    /** Counts the visible events below an offset; what was counted already costs nothing. Returns the size of all counted. */
    long countTo(long offset) {
        while (true) {
            Counted from = counted;
            Counted to = from.countTo(offset);
            if (to.isSameAs(from)) {
                return from.bytes();
            }
            COUNTED.compareAndSet(this, from, to);
        }
    }

    /** Has the count leave a chunk for the next one. Returns false when not all events of the chunk are visible yet. */
    boolean leave(Chunk chunk, Chunk next) {
        if (next.bytesBefore() == Chunk.UNKNOWN) {
            countTo(chunk.endOffset());
        }
        if (next.bytesBefore() == Chunk.UNKNOWN) {
            return false;
        }
        // goes at least there now that it is known
        countTo(chunk.endOffset());
        return true;
    }

    long bytes() {
        return counted.bytes();
    }
}
