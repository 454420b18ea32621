package dev.flagexporter.runtime.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jspecify.annotations.Nullable;

/**
 * A consumer with its place in the log and its leases.
 *
 * <p><b>Thread safety.</b> The consumer's own worker leases, commits and releases, under this object's monitor. For the
 * cursor, which others move at the same time, see {@link ConsumerCursor}.
 */
final class Consumer<T extends ExportableEvent> {

    private final Consumers<T> all;
    private final ChunkLog log;
    private final String id;
    private final ConsumerCursor cursor;
    private final PushBack pushBack;
    private final AtomicReference<@Nullable WakeUp> wakeUp = new AtomicReference<>();

    private volatile boolean failing = true;
    private volatile boolean wakeEarly;

    // guarded by this
    private @Nullable InMemoryLease<T> leased;
    private @Nullable InMemoryLease<T> released;

    Consumer(Consumers<T> all, String id, Place start) {
        this.all = all;
        this.log = all.log();
        this.id = id;
        this.cursor = new ConsumerCursor(log, start);
        this.pushBack = new PushBack(id);
    }

    String id() {
        return id;
    }

    ConsumerCursor cursor() {
        return cursor;
    }

    PushBack pushBack() {
        return pushBack;
    }

    long position() {
        return cursor.get().position();
    }

    /** Whether the delivery says that the consumer fails, which it does before it has opened. */
    void setFailing(boolean nowFailing) {
        failing = nowFailing;
    }

    boolean isReportedFailing() {
        return failing;
    }

    /** Also when it has pushed back for too long. */
    boolean isFailing() {
        return failing || pushBack.isOverdue();
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
            cursor.dropBelow(all.floorOf(this));
            Cursor from = cursor.get();
            // a chunk of which the cursor is at the very end may have been cut off
            Chunk begin = log.find(from.chunk(), from.position());
            if (begin == null) {
                if (cursor.isRemoved()) {
                    return new InMemoryLease<>(id, List.of(), from.position());
                }
                continue;
            }
            List<T> events = new ArrayList<>();
            Place to = collect(begin, from, limits, events);
            InMemoryLease<T> next = new InMemoryLease<>(id, Collections.unmodifiableList(events), from.position());
            // a cursor that was moved meanwhile means that events were dropped: these are not the next ones any more
            if (cursor.lease(from, to)) {
                // whatever fails now, memory for example, the events come again
                released = next;
                log.linkAhead(to.chunk(), to.position());
                if (to.chunk() != from.chunk()) {
                    all.reclaim();
                }
                released = null;
                return next;
            }
        }
    }

    /** Copies events from the cursor on, and answers the place where that ended. */
    private Place collect(Chunk begin, Cursor from, LeaseLimits limits, List<T> events) {
        Chunk chunk = begin;
        BatchSize size = new BatchSize(limits);
        long bytes = from.bytes();
        int position = Math.toIntExact(from.position() - chunk.base);
        while (true) {
            if (position == chunk.size()) {
                Chunk next = chunk.next();
                // not ahead of the appenders: nobody would notice then that a chunk has been passed
                if (next == null || next == chunk || next.isEmpty()) {
                    break;
                }
                next.setBytesBefore(bytes);
                chunk = next;
                position = 0;
            }
            T event = all.cast(chunk.get(position));
            if (event == null || !size.fits(event)) {
                break;
            }
            events.add(event);
            bytes += EventSize.of(event);
            position++;
        }
        return new Place(chunk.base + position, chunk, bytes);
    }

    synchronized void commit(Lease<T> lease) {
        InMemoryLease<T> current = requireLeased(lease);
        // before the lease is settled: without memory for the new cursor, it stays and can be committed again
        cursor.commit(current.events().size(), EventSize.ofAll(current.events()));
        leased = null;
    }

    synchronized void release(Lease<T> lease) {
        InMemoryLease<T> current = requireLeased(lease);
        released = released == null ? current : current.join(released);
        leased = null;
    }

    private InMemoryLease<T> requireLeased(Lease<T> lease) {
        InMemoryLease<T> current = leased;
        if (current == null || current != lease) {
            throw new IllegalStateException("this lease of the consumer " + id + " is settled already");
        }
        return current;
    }

    ConsumerCounts counts() {
        return cursor.counts(all.isDroppable(this) ? all.capacity() : ConsumerCursor.NO_FLOOR, all::reclaim);
    }

    /** The size of the pending events, leased ones included. */
    long pendingBytes() {
        return cursor.get().pendingBytes(log.countedBytes());
    }

    /** How many events, leased ones included, are pending. */
    long pending() {
        return Math.max(0, log.tailOffset() - cursor.settled());
    }

    /** What the log must reach for so many events or bytes to be there to lease. */
    synchronized WakeUp wakeAt(long events, long bytes, Runnable action) {
        Cursor now = cursor.get();
        List<T> again = released == null ? List.of() : released.events();
        WakeUp next =
                WakeUp.at(now.position() - again.size(), events, now.bytes() - EventSize.ofAll(again), bytes, action);
        wakeUp.set(next);
        return next;
    }

    /**
     * Has the consumer woken before what it waits for is there: its events leave no room for others.
     *
     * @return whether it is asleep and will be woken by this call
     */
    boolean wakeSoon() {
        if (wakeEarly || wakeUp.get() == null || pending() == 0) {
            return false;
        }
        wakeEarly = true;
        return true;
    }

    /** Runs the action if the log has come so far; what is waited for otherwise, {@link WakeUp#NEVER} for nothing. */
    WakeUp wakeIfReached(long tail, long countedBytes) {
        WakeUp waiting = wakeUp.get();
        if (waiting == null) {
            return WakeUp.NEVER;
        }
        if (!waiting.isReached(tail, countedBytes) && !wakeEarly) {
            return waiting;
        }
        wakeEarly = false;
        if (wakeUp.compareAndSet(waiting, null)) {
            waiting.action().run();
        }
        return WakeUp.NEVER;
    }
}
