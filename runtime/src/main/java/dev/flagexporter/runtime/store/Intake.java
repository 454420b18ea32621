package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.jboss.logging.Logger;

/**
 * The gate through which several events enter together: while somebody is inside, it cannot close. So a request whose
 * events go to both stores is taken as a whole or not at all, and what was answered as taken is there for the last
 * flush. Single appends do not pass here; they meet the end of the store itself.
 */
public final class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    /** Inside, events are put into memory and nothing else; whoever takes longer died there. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Duration patience;
    private volatile boolean closing;

    /** Makes an open gate. */
    public Intake() {
        this(PATIENCE);
    }

    Intake(Duration patience) {
        this.patience = patience;
    }

    /**
     * Goes in, unless the gate is closed or closing. May be repeated by a thread that is inside, which is let in
     * also while the gate is closing.
     *
     * @return whether the caller is inside, and has to {@link #leave}
     */
    public boolean enter() {
        if (closing && lock.getReadHoldCount() == 0) {
            return false;
        }
        Lock inside = lock.readLock();
        if (!inside.tryLock()) {
            return false;
        }
        if (closing && lock.getReadHoldCount() == 1) {
            inside.unlock();
            return false;
        }
        return true;
    }

    /** Goes out again. */
    public void leave() {
        lock.readLock().unlock();
    }

    /**
     * Lets nobody in any more, and waits until nobody is inside. A stack overflow may have kept somebody from leaving,
     * so it does not wait for ever.
     */
    public void close() {
        closing = true;
        if (awaitNobodyInside()) {
            lock.writeLock().unlock();
        } else {
            LOG.warnf("Somebody who was adding events has not come back for %d ms", patience.toMillis());
        }
    }

    private boolean awaitNobodyInside() {
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return lock.writeLock().tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
