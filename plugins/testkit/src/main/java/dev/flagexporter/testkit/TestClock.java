package dev.flagexporter.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Time that passes when a test says so, in UTC. Safe for use by many threads. */
public final class TestClock extends Clock {

    /** What a new clock shows. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** An action that waits for its time. */
    @FunctionalInterface
    public interface Timer {

        /** Forgets the action, unless it has begun. */
        void cancel();
    }

    private static final class Wait {

        private final Instant end;
        private final Runnable action;

        Wait(Instant end, Runnable action) {
            this.end = end;
            this.action = action;
        }

        Instant end() {
            return end;
        }
    }

    // guarded by this
    private final List<Wait> waits = new ArrayList<>();
    private Instant now = START;

    /** Makes a clock that shows {@link #START}. */
    public TestClock() {}

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /**
     * This clock in another time zone.
     *
     * @param zone the zone
     * @return a view: moving this clock moves it too
     */
    @Override
    @SuppressWarnings("UnnecessaryMethodReference") // the clock itself as a source would only come back here
    public Clock withZone(ZoneId zone) {
        InstantSource source = this::instant;
        return source.withZone(zone);
    }

    /**
     * Runs an action once the clock was moved far enough.
     *
     * @param delay how far, from now; without any, the action runs at the next move, however short
     * @param action runs on the thread that moves the clock
     * @return to forget it
     */
    public synchronized Timer after(Duration delay, Runnable action) {
        Wait wait = new Wait(now.plus(delay), action);
        waits.add(wait);
        return () -> cancel(wait);
    }

    private synchronized void cancel(Wait wait) {
        waits.remove(wait);
    }

    /**
     * Moves the clock, and runs the actions whose time has come.
     *
     * @param duration how far; not negative
     */
    public void advance(Duration duration) {
        advance(duration, () -> {});
    }

    /**
     * Moves the clock, and runs the actions whose time has come: in the order of their times, each at its own. An
     * action may move the clock itself; it is never set back.
     *
     * @param duration how far; not negative
     * @param afterEach runs after each action
     */
    public void advance(Duration duration, Runnable afterEach) {
        Instant target = instant().plus(duration);
        for (Wait next = nextUntil(target); next != null; next = nextUntil(target)) {
            next.action.run();
            afterEach.run();
        }
        moveTo(target);
    }

    private synchronized @Nullable Wait nextUntil(Instant target) {
        Wait next = waits.stream()
                .filter(wait -> !wait.end().isAfter(target))
                .min(Comparator.comparing(Wait::end))
                .orElse(null);
        if (next != null) {
            waits.remove(next);
            moveTo(next.end());
        }
        return next;
    }

    private synchronized void moveTo(Instant instant) {
        now = instant.isAfter(now) ? instant : now;
    }
}
