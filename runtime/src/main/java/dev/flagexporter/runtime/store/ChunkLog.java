package dev.flagexporter.runtime.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Events in the order they were appended, in linked chunks; it knows nothing of who reads them.
 *
 * <p><b>Who races.</b> Appenders, see {@link Chunk}: whoever finds a chunk full links the next unless it is linked, and
 * steps to it; none waits for another. Readers go from chunk to chunk at the same time, and link the next one ahead,
 * because the step is the tail of what appends cost; when they do not come in time, appenders do it themselves. Chunks
 * that nobody needs any more are cut off by one thread at a time; whoever meets one starts again from {@code head} or
 * {@code tail}.
 */
final class ChunkLog {

    private static final int MAX_CHUNK_SIZE = 1024;
    private static final VarHandle TAIL = tailHandle();

    private final int chunkSize;
    private final LongConsumer afterStep;
    private final LogSize size;
    private volatile Chunk head;
    private volatile Chunk tail;

    /**
     * An empty log, which begins at offset 0.
     *
     * @param capacity how many events shall be kept; a small log shall not keep a large chunk beyond that
     * @param afterStep told the first offset of each chunk that appenders step to, once, on the thread of one of them
     */
    ChunkLog(long capacity, LongConsumer afterStep) {
        this.chunkSize = (int) Math.min(MAX_CHUNK_SIZE, Long.highestOneBit(capacity));
        this.afterStep = afterStep;
        this.head = new Chunk(0, chunkSize);
        this.tail = head;
        this.size = new LogSize(head);
    }

    private static VarHandle tailHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(ChunkLog.class, "tail", Chunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The offset of the event, or {@link Chunk#CLOSED}. */
    long append(Object event) {
        Chunk chunk = tail;
        while (true) {
            long offset = chunk.tryAppend(event);
            if (offset != Chunk.FULL) {
                return offset;
            }
            chunk = chunkAfter(chunk);
        }
    }

    /** Closes the log behind the last event: later appends are answered {@link Chunk#CLOSED}. */
    void close() {
        Chunk chunk = tail;
        while (!chunk.tryClose()) {
            chunk = chunkAfter(chunk);
        }
    }

    private Chunk chunkAfter(Chunk full) {
        Chunk next = linkedAfter(full);
        if (next != full && TAIL.compareAndSet(this, full, next)) {
            afterStep.accept(next.base);
        }
        return tail;
    }

    private Chunk linkedAfter(Chunk full) {
        Chunk next = full.next();
        if (next == null) {
            Chunk fresh = new Chunk(full.endOffset(), chunkSize);
            next = full.linkNext(fresh);
            return next == null ? fresh : next;
        }
        return next;
    }

    /**
     * Links a chunk behind the newest one before an appender needs it, once a reader has come to the second half of that.
     * So a log that is not read, or not appended to, does not grow by more than this one.
     */
    void linkAhead(Chunk read, long position) {
        if (2 * (position - read.base) > chunkSize && read.next() == null) {
            linkedAfter(read);
        }
    }

    /** The offset that the next event gets. */
    long tailOffset() {
        Chunk chunk = tail;
        while (true) {
            int filled = chunk.filled();
            Chunk next = filled == chunk.size() ? chunk.next() : null;
            if (next == null) {
                return chunk.base + filled;
            }
            chunk = next == chunk ? tail : next;
        }
    }

    /** The chunk with an offset, looked for from another one on; null when it was cut off meanwhile. */
    @Nullable
    Chunk find(Chunk from, long offset) {
        Chunk chunk = from.isCut() || from.base > offset ? head : from;
        while (offset >= chunk.endOffset()) {
            Chunk next = chunk.next();
            if (next == chunk) {
                return null;
            }
            // the hint that an offset was taken from may be visible before the event below it is
            if (next == null || (offset == chunk.endOffset() && next.isEmpty())) {
                return offset == chunk.endOffset() ? chunk : null;
            }
            chunk = next;
        }
        return chunk.base <= offset ? chunk : null;
    }

    /** The place of an offset, looked for from a chunk on; null when the chunk was cut off, or events are not visible yet. */
    @Nullable
    Place place(Chunk from, long offset) {
        Chunk chunk = find(from, offset);
        if (chunk == null) {
            return null;
        }
        if (chunk.bytesBefore() == Chunk.UNKNOWN) {
            size.countTo(chunk.base);
        }
        return Place.in(chunk, offset);
    }

    /** The first place before which the events of the log have at least so many bytes; null when it was cut off. */
    @Nullable
    Place placeAfter(long bytes) {
        Chunk chunk = head;
        while (true) {
            Chunk next = chunk.next();
            if (next == chunk) {
                return null;
            }
            if (next == null || next.bytesBefore() == Chunk.UNKNOWN || next.bytesBefore() > bytes) {
                return Place.after(chunk, bytes);
            }
            chunk = next;
        }
    }

    /** Adds up the sizes of the events below an offset, unless that was done. Returns the size of all counted events. */
    long countTo(long offset) {
        return size.countTo(offset);
    }

    /** Adds up the sizes of all visible events. */
    void countAll() {
        size.countTo(Long.MAX_VALUE);
    }

    /** The size of the events that were counted so far, of all since the beginning. */
    long countedBytes() {
        return size.bytes();
    }

    /** At least the size of the counted events that are in the log; cheap, and exact to a chunk. */
    long retainedBytes() {
        return size.bytes() - Math.max(0, head.bytesBefore());
    }

    int chunkSize() {
        return chunkSize;
    }

    /** The oldest chunk. */
    Chunk head() {
        return head;
    }

    /** The first offset of the newest chunk, which is never cut off. */
    long tailBase() {
        return tail.base;
    }

    /**
     * Cuts off the chunks whose events are all below an offset. One thread at a time.
     *
     * @param passed at most {@link #tailBase()}
     */
    void cutBelow(long passed) {
        Chunk first = head;
        while (first.endOffset() <= passed) {
            // there is a next one, because the tail is never passed
            Chunk next = Objects.requireNonNull(first.next());
            if (!size.leave(first, next)) {
                return;
            }
            head = next;
            first.cut();
            first = next;
        }
    }
}
