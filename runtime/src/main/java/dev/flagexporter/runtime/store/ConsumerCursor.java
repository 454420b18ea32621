package dev.flagexporter.runtime.store;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import dev.flagexporter.spi.store.ConsumerCounts;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Cursor} of a consumer, which moves forward only.
 *
 * <p><b>Thread safety.</b> The consumer's own worker leases and commits. Appenders that find it lagging move its cursor
 * forward at the same time, and so does whoever reads its counts. Each of them swaps the whole {@link Cursor} by
 * compare-and-set, and only the one that succeeds has moved it and counted what it skipped. Leased events are behind the
 * cursor already, so they are never dropped.
 */
final class ConsumerCursor {

    private static final AtomicReferenceFieldUpdater<ConsumerCursor, Cursor> CURSOR =
            AtomicReferenceFieldUpdater.newUpdater(ConsumerCursor.class, Cursor.class, "cursor");

    /** The lowest offset of a consumer that loses nothing. */
    static final long NO_FLOOR = Long.MIN_VALUE;

    private final ChunkLog log;
    private final long start;

    private volatile Cursor cursor;
    private volatile boolean removed;

    ConsumerCursor(ChunkLog log, Place start) {
        this.log = log;
        this.start = start.position();
        this.cursor = Cursor.at(start);
    }

    Cursor get() {
        return cursor;
    }

    /** The offset up to which nothing is pending. */
    long settled() {
        Cursor now = cursor;
        return start + now.committed() + now.dropped();
    }

    /** Nothing keeps its chunks in the log any more, so nobody must wait to find them. */
    void remove() {
        removed = true;
    }

    boolean isRemoved() {
        return removed;
    }

    /** Moves the cursor behind leased events, unless it was moved meanwhile. */
    boolean lease(Cursor from, Place to) {
        return CURSOR.compareAndSet(this, from, from.leased(to));
    }

    void commit(int events, long bytes) {
        CURSOR.updateAndGet(this, current -> current.committing(events, bytes));
    }

    /** Moves the cursor forward to an offset, counting what it skips. */
    void dropBelow(long floor) {
        while (!removed) {
            Cursor from = cursor;
            if (from.position() >= floor || moveTo(floor, from) != null) {
                return;
            }
        }
    }

    /** Moves the cursor forward to a place, counting what it skips; whether it was this call that moved it. */
    boolean dropTo(Place place) {
        while (!removed) {
            Cursor from = cursor;
            if (from.position() >= place.position()) {
                return false;
            }
            if (CURSOR.compareAndSet(this, from, from.droppingTo(place))) {
                return true;
            }
        }
        return false;
    }

    /** The cursor at an offset ahead, what it skips counted as dropped; null when it was moved meanwhile. */
    private @Nullable Cursor moveTo(long floor, Cursor from) {
        Place place = log.place(from.chunk(), floor);
        if (place == null) {
            return null;
        }
        Cursor to = from.droppingTo(place);
        return CURSOR.compareAndSet(this, from, to) ? to : null;
    }

    /**
     * The tail is looked up between two looks at the same cursor, so both are of one moment. A cursor that lags by more
     * than the capacity is moved first, as the next lease would: what is beyond cannot be leased any more.
     *
     * @param capacity how far it may lag, or {@link #NO_FLOOR} for any distance
     * @param afterDrop what to do when events were dropped
     */
    ConsumerCounts counts(long capacity, Runnable afterDrop) {
        while (true) {
            Cursor now = cursor;
            long tail = log.tailOffset();
            long floor = capacity == NO_FLOOR ? NO_FLOOR : tail - capacity;
            if (now.position() >= floor || removed) {
                if (isCurrent(now)) {
                    return countsAt(tail, now);
                }
            } else {
                Cursor moved = moveTo(floor, now);
                if (moved != null) {
                    afterDrop.run();
                    return countsAt(tail, moved);
                }
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // an equal cursor need not be the one that was there all the time
    private boolean isCurrent(Cursor seen) {
        return cursor == seen;
    }

    private ConsumerCounts countsAt(long tail, Cursor at) {
        long appended = tail - start;
        return new ConsumerCounts(appended, at.committed(), appended - at.committed() - at.dropped(), at.dropped());
    }
}
