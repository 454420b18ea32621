package dev.flagexporter.runtime.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * The limit on what the events of all stores retain together.
 *
 * <p>Large events and lists are counted at once; other events by the chunk, so a store may exceed the limit by up to two
 * chunks of events that are not {@link EventSize#LARGE large}. Leased events of consumers that lose their oldest ones
 * come on top: a lease is never taken back.
 *
 * <p><b>Thread safety.</b> Any thread may look and drop. Two that drop at once compute the same place from the same
 * numbers, so they do not drop twice. Room for lists is reserved by compare-and-set before they are appended, and given
 * back once they are counted.
 */
public final class MemoryLimit {

    /** No limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** When events are dropped, a 64th of the limit is freed at once, so that not every append has to look for the place. */
    private static final int SLACK = 64;

    private final long maxBytes;
    private final List<Usage> stores = new CopyOnWriteArrayList<>();
    private final AtomicLong reserved = new AtomicLong();

    /** Set when room ran out; a store then looks again before each append. */
    private volatile boolean full;

    /** What one store holds. */
    interface Usage {

        /** At least the size of all events in the store; cheap. */
        long retained();

        /** The size of the events that the slowest of the consumers that lose events has yet to lease. */
        long droppable();

        /** The size of the events that the slowest of the other consumers has yet to commit. */
        long kept();

        /** Drops the oldest events of the consumers that lose events, until their lag is at most so many bytes. */
        void dropToLag(long bytes);

        /** Notes that the slowest of the consumers that lose nothing left no room. */
        void notePushBack();
    }

    /**
     * Nothing is held yet.
     *
     * @param maxBytes the limit in bytes, at least 1
     */
    public MemoryLimit(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    long maxBytes() {
        return maxBytes;
    }

    void add(Usage store) {
        stores.add(store);
    }

    /** The retained size of all events; an upper bound, exact to a chunk. */
    long retained() {
        return sum(Usage::retained);
    }

    private long sum(ToLongFunction<Usage> part) {
        long sum = 0;
        for (Usage store : stores) {
            sum += part.applyAsLong(store);
        }
        return sum;
    }

    private static long held(Usage store) {
        return Math.max(store.kept(), store.droppable());
    }

    /** Drops what is too much, of the consumers that lose events. To be called when events were counted. */
    void dropOldest() {
        if (maxBytes == UNLIMITED || retained() <= maxBytes) {
            return;
        }
        long excess = sum(MemoryLimit::held) - maxBytes;
        while (excess > 0) {
            long freed = dropFromLargest(excess + maxBytes / SLACK);
            if (freed <= 0) {
                return;
            }
            excess -= freed;
        }
    }

    /** Finds out whether there is room left. To be called when events were counted that no consumer may lose. */
    void findOutWhetherFull() {
        if (maxBytes != UNLIMITED) {
            full = reserved.get() + sum(Usage::kept) >= maxBytes;
        }
    }

    /** The store that holds most loses events, so one that holds little keeps them. */
    private long dropFromLargest(long bytes) {
        Usage largest = null;
        for (Usage store : stores) {
            if (store.droppable() > store.kept() && (largest == null || held(store) > held(largest))) {
                largest = store;
            }
        }
        if (largest == null) {
            return 0;
        }
        long before = held(largest);
        largest.dropToLag(Math.max(largest.kept(), before - bytes));
        return before - held(largest);
    }

    /**
     * Reserves room for events that no consumer may lose. Events that are larger than the limit get it when nothing else
     * is held: they would never get it otherwise.
     *
     * @return whether they have room, and have to be {@link #release released} once they are counted
     */
    boolean reserve(long bytes) {
        if (maxBytes == UNLIMITED) {
            return true;
        }
        while (true) {
            long before = reserved.get();
            long held = before + sum(Usage::kept);
            if (held > 0 && held > maxBytes - bytes) {
                full = true;
                return false;
            }
            if (reserved.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
    }

    /** Gives back reserved room. */
    void release(long bytes) {
        if (maxBytes != UNLIMITED) {
            reserved.addAndGet(-bytes);
        }
    }

    /** Whether there is no room for another event at present; cheap unless the limit was reached. */
    boolean isFull() {
        if (full) {
            findOutWhetherFull();
        }
        return full;
    }

    /** Has the slowest consumer of all, by bytes, note that it left no room. */
    void notePushBack() {
        Usage largest = null;
        for (Usage store : stores) {
            if (largest == null || store.kept() > largest.kept()) {
                largest = store;
            }
        }
        if (largest != null) {
            largest.notePushBack();
        }
    }
}
