package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The machine's time, a hundred times as fast: the fixed times of the engine are seconds, and a test waits for several. */
final class FastClock implements DeliveryClock {

    static final long FACTOR = 100;

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() * FACTOR;
    }

    @Override
    public void park(long nanos) {
        LockSupport.parkNanos(this, nanos / FACTOR);
    }
}
