package dev.flagexporter.runtime.store;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The gate through which several events enter together: while somebody is inside, it cannot close. So a request whose
 * events go to both stores is taken as a whole or not at all, and what was answered as taken is there for the last
 * flush. Single appends do not pass here; they meet the end of the store itself.
 */
public final class Intake {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Goes in, unless the gate is closed or closing. May be repeated by the same thread.
     *
     * @return whether the caller is inside, and has to {@link #leave}
     */
    public boolean enter() {
        Lock inside = lock.readLock();
        if (!inside.tryLock()) {
            return false;
        }
        if (closed) {
            inside.unlock();
            return false;
        }
        return true;
    }

    /** Goes out again. */
    public void leave() {
        lock.readLock().unlock();
    }

    /** Waits until nobody is inside, and lets nobody in any more. */
    public void close() {
        Lock alone = lock.writeLock();
        alone.lock();
        try {
            closed = true;
        } finally {
            alone.unlock();
        }
    }
}
