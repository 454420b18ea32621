package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

import dev.flagexporter.testkit.TestClock;

/** The test's clock as the delivery sees it: a monotonic one, and a time of day that can be set. */
final class ManualClock implements DeliveryClock {

    private final TestClock time = new TestClock();
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
        return Duration.between(TestClock.START, time.instant()).toNanos();
    }

    @Override
    public void park(long nanos) {
        Thread parked = Thread.currentThread();
        TestClock.Timer timer = time.after(Duration.ofNanos(nanos), () -> LockSupport.unpark(parked));
        if (nanos > 0) {
            LockSupport.park(this);
        }
        timer.cancel();
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    /** Sets the time of day, as an administrator or a time service does. */
    void step(Duration duration) {
        step = step.plus(duration);
    }
}
