package dev.flagexporter.runtime.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's offset and what it has on loan.
 *
 * <p><b>Who races.</b> The consumer's own worker leases, commits and releases, under this object's monitor. Appenders
 * that find it lagging move its cursor forward at the same time, and so does whoever reads its counts. Each of them
 * swaps the whole {@link Cursor} by compare-and-set, and only the one that succeeds has moved it and counted what it
 * skipped. Events on loan are behind the cursor already, so they are never dropped.
 */
final class Consumer<T extends ExportableEvent> {

    /** What to do once the log has reached an offset. */
    private record WakeUp(long offset, Runnable action) {}

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<Consumer, Cursor> CURSOR =
            AtomicReferenceFieldUpdater.newUpdater(Consumer.class, Cursor.class, "cursor");

    private final Consumers<T> all;
    private final ChunkLog log;
    private final String id;
    private final long start;
    private final AtomicReference<@Nullable WakeUp> wakeUp = new AtomicReference<>();

    private volatile Cursor cursor;
    private volatile boolean removed;
    private volatile boolean failing = true;

    // guarded by this
    private @Nullable InMemoryLease<T> leased;
    private @Nullable InMemoryLease<T> released;

    Consumer(Consumers<T> all, String id, long start, Chunk chunk) {
        this.all = all;
        this.log = all.log();
        this.id = id;
        this.start = start;
        this.cursor = new Cursor(start, chunk, 0, 0);
    }

    String id() {
        return id;
    }

    long position() {
        return cursor.position();
    }

    /** The offset up to which nothing is pending. */
    long settled() {
        Cursor now = cursor;
        return start + now.committed() + now.dropped();
    }

    /** Whether the delivery says that the consumer fails, which it does before it has opened. */
    void setFailing(boolean failing) {
        this.failing = failing;
    }

    boolean isFailing() {
        return failing;
    }

    synchronized long pendingBytes() {
        return bytes(leased) + bytes(released) + bytesToLease();
    }

    private static long bytes(@Nullable InMemoryLease<?> lease) {
        return lease == null
                ? 0
                : lease.events().stream().mapToLong(ExportableEvent::sizeHint).sum();
    }

    /** The size of the events from the cursor on. */
    long bytesToLease() {
        Cursor from = cursor;
        Chunk begin = log.find(from.chunk(), from.position());
        if (begin == null) {
            return 0;
        }
        List<T> events = new ArrayList<>();
        collect(begin, from.position(), LeaseLimits.UNLIMITED, events);
        return events.stream().mapToLong(ExportableEvent::sizeHint).sum();
    }

    /** Nothing keeps its chunks in the log any more, so nobody must wait to find them. */
    void remove() {
        removed = true;
    }

    synchronized Lease<T> lease(LeaseLimits limits) {
        if (leased != null) {
            throw new IllegalStateException("the consumer " + id + " has a lease that is not settled");
        }
        InMemoryLease<T> next = released == null ? leaseFromLog(limits) : leaseReleased(released, limits);
        if (!next.isEmpty()) {
            leased = next;
        }
        return next;
    }

    private InMemoryLease<T> leaseReleased(InMemoryLease<T> again, LeaseLimits limits) {
        int count = 0;
        BatchSize size = new BatchSize(limits);
        while (count < again.events().size() && size.fits(again.events().get(count))) {
            count++;
        }
        released = count == again.events().size()
                ? null
                : again.part(count, again.events().size());
        return again.part(0, count);
    }

    private InMemoryLease<T> leaseFromLog(LeaseLimits limits) {
        while (true) {
            dropBelow(all.floor());
            Cursor from = cursor;
            // a chunk of which the cursor is at the very end may have been cut off
            Chunk begin = log.find(from.chunk(), from.position());
            if (begin == null) {
                if (removed) {
                    return new InMemoryLease<>(id, List.of(), from.position());
                }
                continue;
            }
            List<T> events = new ArrayList<>();
            Chunk end = collect(begin, from.position(), limits, events);
            Cursor to = from.leased(from.position() + events.size(), end);
            InMemoryLease<T> next = new InMemoryLease<>(id, Collections.unmodifiableList(events), from.position());
            // a cursor that was moved meanwhile means that events were dropped: these are not the next ones any more
            if (CURSOR.compareAndSet(this, from, to)) {
                // whatever fails now, memory for example, the events come again
                released = next;
                log.linkAhead(end, to.position());
                if (end != from.chunk()) {
                    all.reclaim();
                }
                released = null;
                return next;
            }
        }
    }

    /** Copies events from an offset on, and answers the chunk in which that ended. */
    private Chunk collect(Chunk begin, long offset, LeaseLimits limits, List<T> events) {
        Chunk chunk = begin;
        BatchSize size = new BatchSize(limits);
        int position = Math.toIntExact(offset - chunk.base);
        while (true) {
            if (position == chunk.size()) {
                Chunk next = chunk.next();
                // not ahead of the appenders: nobody would notice then that a chunk has been passed
                if (next == null || next == chunk || next.isEmpty()) {
                    return chunk;
                }
                chunk = next;
                position = 0;
            }
            T event = all.cast(chunk.get(position));
            if (event == null || !size.fits(event)) {
                return chunk;
            }
            events.add(event);
            position++;
        }
    }

    synchronized void commit(Lease<T> lease) {
        settle(lease);
        int events = lease.events().size();
        CURSOR.updateAndGet(this, current -> current.committing(events));
    }

    synchronized void release(Lease<T> lease) {
        InMemoryLease<T> settled = settle(lease);
        released = released == null ? settled : join(settled, released);
    }

    private InMemoryLease<T> settle(Lease<T> lease) {
        InMemoryLease<T> current = leased;
        if (current == null || current != lease) {
            throw new IllegalStateException("this lease of the consumer " + id + " is settled already");
        }
        leased = null;
        return current;
    }

    /** A part that was leased again and released again goes back in front of the rest. */
    private InMemoryLease<T> join(InMemoryLease<T> first, InMemoryLease<T> rest) {
        List<T> events = new ArrayList<>(first.events());
        events.addAll(rest.events());
        return new InMemoryLease<>(id, Collections.unmodifiableList(events), first.offset(0));
    }

    /** Moves the cursor forward to an offset, counting what it skips; whether it was this call that moved it. */
    boolean dropBelow(long floor) {
        while (!removed) {
            Cursor from = cursor;
            if (from.position() >= floor) {
                return false;
            }
            if (moveTo(floor, from) != null) {
                return true;
            }
        }
        return false;
    }

    /** The cursor at an offset ahead, what it skips counted as dropped; null when it was moved meanwhile. */
    private @Nullable Cursor moveTo(long floor, Cursor from) {
        Chunk chunk = log.find(from.chunk(), floor);
        if (chunk == null) {
            return null;
        }
        Cursor to = from.droppingTo(floor, chunk);
        return CURSOR.compareAndSet(this, from, to) ? to : null;
    }

    /**
     * The tail is looked up between two looks at the same cursor, so both are of one moment. A cursor that lags by more
     * than the capacity is moved first, as the next lease would: what is beyond cannot be leased any more.
     */
    ConsumerCounts counts() {
        while (true) {
            Cursor now = cursor;
            long tail = log.tailOffset();
            long floor = tail - all.capacity();
            if (now.position() >= floor || removed) {
                if (isCurrent(now)) {
                    return countsAt(tail, now);
                }
            } else {
                Cursor moved = moveTo(floor, now);
                if (moved != null) {
                    all.reclaim();
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

    /** The offset that the log must reach for so many events to be there to lease. */
    synchronized long wakeAt(long events, Runnable action) {
        long again = released == null ? 0 : released.events().size();
        long offset = position() - again + events;
        wakeUp.set(new WakeUp(offset, action));
        return offset;
    }

    /** Runs the action if the log has come so far; the offset that is waited for, {@code MAX_VALUE} for none. */
    long wakeIfReached(long tail) {
        WakeUp waiting = wakeUp.get();
        if (waiting == null) {
            return Long.MAX_VALUE;
        }
        if (tail < waiting.offset()) {
            return waiting.offset();
        }
        if (wakeUp.compareAndSet(waiting, null)) {
            waiting.action().run();
        }
        return Long.MAX_VALUE;
    }
}
