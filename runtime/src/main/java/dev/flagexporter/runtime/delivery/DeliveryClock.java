package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The time as the delivery sees it. A test brings its own clock and decides when a wait is over. */
public interface DeliveryClock {

    /** The clock of the machine. */
    DeliveryClock SYSTEM = new DeliveryClock() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void park(long nanos) {
            LockSupport.parkNanos(this, nanos);
            // a pending interrupt would keep the thread from parking
            boolean ignored = Thread.interrupted();
        }
    };

    /**
     * Returns the time of day. It may jump when the machine's clock is set: never measure elapsed time with it.
     *
     * @return the current instant
     */
    Instant now();

    /**
     * Returns the reading of a monotonic clock, which measures elapsed time.
     *
     * @return nanoseconds since an arbitrary origin
     */
    long nanoTime();

    /**
     * Blocks the current thread until it is unparked or the time is over. May return early. Clears an interrupt.
     *
     * @param nanos the time to wait, in nanoseconds
     */
    void park(long nanos);
}
