package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.time.Instant;

import dev.flagexporter.testkit.TestClock;

/** The test's clock as the delivery sees it. */
record ManualClock(TestClock time) implements DeliveryClock {

    ManualClock() {
        this(new TestClock());
    }

    @Override
    public Instant now() {
        return time.instant();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        return time.after(delay, action)::cancel;
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    void advance(Duration duration, Runnable afterEach) {
        time.advance(duration, afterEach);
    }
}
