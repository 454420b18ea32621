package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import dev.flagexporter.testkit.TestClock;

/** The test's clock as the delivery sees it: a monotonic one, and a time of day that can be set. */
final class ManualClock implements DeliveryClock {

    private final TestClock time = new TestClock();
    private final ThreadLocal<Long> lastRead = ThreadLocal.withInitial(this::nanoTime);
    private final Set<Thread> parked = ConcurrentHashMap.newKeySet();
    private volatile Duration step = Duration.ZERO;

    TestClock time() {
        return time;
    }

    @Override
    public Instant now() {
        return time.instant().plus(step);
    }

    @Override
    public long nanoTime() {
        long read = Duration.between(TestClock.START, time.instant()).toNanos();
        lastRead.set(read);
        return read;
    }

    /**
     * The time to wait counts from the thread's last reading: the test may move the clock between that and the wait, where
     * the clock of a machine moves by next to nothing.
     */
    @Override
    public void park(long nanos) {
        long end = lastRead.get() + nanos;
        parked.add(Thread.currentThread());
        if (nanoTime() < end) {
            LockSupport.park(this);
        }
        parked.remove(Thread.currentThread());
    }

    void advance(Duration duration) {
        time.advance(duration);
        parked.forEach(LockSupport::unpark);
    }

    /** Sets the time of day, as an administrator or a time service does. */
    void step(Duration duration) {
        step = step.plus(duration);
    }
}
