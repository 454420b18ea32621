package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import dev.flagexporter.spi.store.AppendResult;

/**
 * Lets in as many events as the slowest consumer leaves room for: exactly the capacity, counted from what it has
 * committed.
 *
 * <p><b>Who races.</b>
 * <ul>
 *   <li>Appenders take room by compare-and-set on {@code admitted} before they put their events into the log, so
 *       {@code tail <= admitted <= limit}, and several events have room together or not at all. An appender that dies
 *       in between gives its room back on its way out. Where the stack is too short even for that, its room is lost,
 *       and nothing else: of one overflow at most what one call took. To take room after the event is in would lose
 *       none, but could keep no event out and no list together.
 *   <li>{@code limit} is a cache: it lags behind the consumers, never runs ahead of them, and only grows. It is looked
 *       up anew when it is reached.
 *   <li>A look-up and a consumer that is being added exclude each other. The new one begins no more than the capacity
 *       below {@code limit}, hence the limit need not shrink.
 *   <li>A committing consumer moves, then reads {@code waiting}; an appender that is about to wait writes
 *       {@code waiting}, then looks at the consumers. All of that is volatile, so at least one of the two sees the
 *       other, and nobody waits for room that is there.
 * </ul>
 */
final class Room implements Admission {

    private final long capacity;
    private final LongSupplier tail;
    private final LongSupplier slowest;
    private final WhenFull whenFull;
    private final AtomicLong admitted = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private volatile long limit;
    private volatile boolean closed;

    /**
     * All room that there is.
     *
     * @param capacity how many events a consumer may have pending
     * @param tail the offset of the next event in the log
     * @param slowest the offset up to which every consumer has committed; without consumers, the tail
     * @param whenFull what to answer when there is no room
     */
    Room(long capacity, LongSupplier tail, LongSupplier slowest, WhenFull whenFull) {
        this.capacity = capacity;
        this.tail = tail;
        this.slowest = slowest;
        this.whenFull = whenFull;
        this.limit = capacity;
    }

    @Override
    public AppendResult admit(int events) {
        if (take(events)) {
            return AppendResult.APPENDED;
        }
        AppendResult answer = closed ? AppendResult.CLOSED : whenFull.answer(this, events);
        return answer == AppendResult.FULL && closed ? AppendResult.CLOSED : answer;
    }

    private boolean take(int events) {
        while (true) {
            long before = admitted.get();
            long after = before + events;
            if (after > limit && after > lookUpLimit()) {
                return false;
            }
            if (admitted.compareAndSet(before, after)) {
                return true;
            }
        }
    }

    private synchronized long lookUpLimit() {
        // heals the count of an appender that died just after its event was in
        admitted.accumulateAndGet(tail.getAsLong(), Math::max);
        limit = Math.max(limit, slowest.getAsLong() + capacity);
        return limit;
    }

    /** Takes room as soon as there is some; false when there is none in time. */
    boolean await(int events, Duration timeout) {
        if (events > capacity) {
            return false;
        }
        lock.lock();
        try {
            waiting.incrementAndGet();
            return awaitLocked(events, timeout.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }

    private boolean awaitLocked(int events, long nanos) throws InterruptedException {
        long left = nanos;
        while (!closed) {
            if (take(events)) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            left = changed.awaitNanos(left);
        }
        return false;
    }

    @Override
    public void giveBack(int events) {
        if (events > 0) {
            admitted.addAndGet(-events);
            wake();
        }
    }

    @Override
    public void consumersMovedOn() {
        wake();
    }

    private void wake() {
        if (waiting.get() > 0) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public long earliestStart() {
        return limit - capacity;
    }

    @Override
    public synchronized void holdStill(Runnable action) {
        action.run();
    }

    @Override
    public void close() {
        closed = true;
        wake();
    }
}
