package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.flagexporter.spi.store.AppendResult;

/**
 * Admits as many events as the slowest consumer that loses nothing leaves room for: exactly the capacity, counted from what
 * it has committed, and the bytes of the {@link MemoryLimit}.
 *
 * <p><b>Thread safety.</b>
 * <ul>
 *   <li>Appenders take room by compare-and-set on {@code admitted} before they put their events into the log, so
 *       {@code tail <= admitted <= limit}, and several events have room together or not at all. An appender that dies
 *       in between gives its room back on its way out. Where the stack is too short even for that, its room is lost,
 *       and nothing else: of one overflow at most what one call took. To take room after the event is in would lose
 *       none, but could keep no event out and no list together.
 *   <li>{@code limit} is a cache: it lags behind the consumers and never runs ahead of them. It is looked up again when
 *       it is reached.
 *   <li>A look-up and a consumer that is being added, or begins to count, exclude each other. A new one begins no more
 *       than the capacity below {@code limit}. One that failed and does not any more may lag by the capacity and lower
 *       the limit; an append at that very moment may still go by the old one.
 *   <li>A committing consumer moves, then reads {@code waiting}; an appender that is about to wait writes
 *       {@code waiting}, then looks at the consumers. All of that is volatile, so at least one of the two sees the
 *       other, and no thread waits for room that is there.
 * </ul>
 */
final class CapacityLimit implements Admission {

    /** How far the log and its consumers have come. */
    interface Progress {

        /** The offset of the next event in the log. */
        long tail();

        /** The offset up to which every consumer that loses nothing has committed; without such consumers, the tail. */
        long slowest();

        /** Adds up the sizes of all events in the log. */
        void count();

        /** Has the consumers that leave no room look for events, whatever they wait for. */
        void noRoom();
    }

    private final long capacity;
    private final Progress progress;
    private final MemoryLimit memory;
    private final WhenFull whenFull;
    private final AtomicLong admitted = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private volatile long limit;
    private volatile boolean closed;

    /**
     * All room is free.
     *
     * @param capacity how many events a consumer may have pending
     * @param progress how far the consumers have come
     * @param memory the limit in bytes
     * @param whenFull decides the answer when there is no room
     */
    CapacityLimit(long capacity, Progress progress, MemoryLimit memory, WhenFull whenFull) {
        this.capacity = capacity;
        this.progress = progress;
        this.memory = memory;
        this.whenFull = whenFull;
        this.limit = capacity;
    }

    @Override
    public AppendResult admit(int events, long bytes) {
        if (take(events, bytes)) {
            return AppendResult.APPENDED;
        }
        progress.noRoom();
        AppendResult answer = closed ? AppendResult.CLOSED : whenFull.answer(this, events, bytes);
        return answer == AppendResult.FULL && closed ? AppendResult.CLOSED : answer;
    }

    private boolean take(int events, long bytes) {
        if (events == 0) {
            return true;
        }
        if (!takeEvents(events)) {
            return false;
        }
        boolean fits = bytes == 0 ? !memory.isFull() : memory.reserve(bytes);
        if (!fits) {
            admitted.addAndGet(-events);
        }
        return fits;
    }

    private boolean takeEvents(int events) {
        while (true) {
            long before = admitted.get();
            if (events > limit - before && events > lookUpLimit() - before) {
                return false;
            }
            if (admitted.compareAndSet(before, before + events)) {
                return true;
            }
        }
    }

    private synchronized long lookUpLimit() {
        // heals the count of an appender that died just after its event was in
        admitted.accumulateAndGet(progress.tail(), Math::max);
        long slowest = progress.slowest();
        limit = capacity > Long.MAX_VALUE - slowest ? Long.MAX_VALUE : slowest + capacity;
        return limit;
    }

    /** Takes room as soon as there is some; false when there is none in time. */
    boolean await(int events, long bytes, Duration timeout) {
        if (events > capacity) {
            return false;
        }
        lock.lock();
        try {
            waiting.incrementAndGet();
            return awaitLocked(events, bytes, timeout.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }

    private boolean awaitLocked(int events, long bytes, long nanos) throws InterruptedException {
        long left = nanos;
        while (!closed) {
            if (take(events, bytes)) {
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
    public void giveBack(int events, long bytes) {
        if (events > 0) {
            admitted.addAndGet(-events);
            memory.release(bytes);
            wake();
        }
    }

    @Override
    public void appended(long bytes) {
        progress.count();
        memory.release(bytes);
        memory.dropOldest();
    }

    @Override
    public void stepped() {
        memory.dropOldest();
        memory.findOutWhetherFull();
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
        lookUpLimit();
    }

    @Override
    public void close() {
        closed = true;
        wake();
    }
}
