package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.jboss.logging.Logger;

/**
 * The shared lock of all lists of events that are appended: it cannot close while a thread holds it. So a request whose
 * events go to both stores is appended as a whole or not at all, and what was acknowledged is there for the last flush.
 * Single appends do not need it; they meet the end of the store itself.
 */
public final class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    /** A thread that holds it only puts events into memory; one that takes longer died there. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Duration timeout;
    private volatile boolean closing;

    /** Makes an open intake. */
    public Intake() {
        this(TIMEOUT);
    }

    Intake(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Acquires the intake, unless it is closed or closing. A thread that holds it may acquire it again, also while it is
     * closing.
     *
     * @return whether the caller holds it, and has to {@link #release} it
     */
    public boolean tryAcquire() {
        if (closing && lock.getReadHoldCount() == 0) {
            return false;
        }
        Lock shared = lock.readLock();
        if (!shared.tryLock()) {
            return false;
        }
        if (closing && lock.getReadHoldCount() == 1) {
            shared.unlock();
            return false;
        }
        return true;
    }

    /** Releases the intake. */
    public void release() {
        lock.readLock().unlock();
    }

    /**
     * Closes the intake, and waits until no thread holds it. A stack overflow may have kept a thread from releasing it,
     * so the wait has a timeout.
     */
    public void close() {
        closing = true;
        if (awaitReleased()) {
            lock.writeLock().unlock();
        } else {
            LOG.warnf(
                    "A thread that was adding events did not finish within %d ms; stopping without it",
                    timeout.toMillis());
        }
    }

    private boolean awaitReleased() {
        long end = System.nanoTime() + timeout.toNanos();
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
