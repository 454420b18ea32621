package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when a test says so. */
final class ManualClock implements DeliveryClock {

    private record Wait(Instant end, Runnable action) {}

    private final List<Wait> waits = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable action) {
        Wait wait = new Wait(now.plus(delay), action);
        waits.add(wait);
        return () -> cancel(wait);
    }

    private synchronized void cancel(Wait wait) {
        waits.remove(wait);
    }

    void advance(Duration duration) {
        advance(duration, () -> {});
    }

    /** Lets time pass, ends the waits that are over by then, in order, and does something after each. */
    void advance(Duration duration, Runnable afterEach) {
        Instant target = now().plus(duration);
        for (Wait wait = nextUntil(target); wait != null; wait = nextUntil(target)) {
            wait.action().run();
            afterEach.run();
        }
        synchronized (this) {
            now = target;
        }
    }

    private synchronized Wait nextUntil(Instant target) {
        Wait next = waits.stream()
                .filter(wait -> !wait.end().isAfter(target))
                .min(Comparator.comparing(Wait::end))
                .orElse(null);
        if (next != null) {
            waits.remove(next);
            now = next.end();
        }
        return next;
    }
}
