package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;

import dev.flagexporter.ExporterCounts;

/**
 * Finds out whether an exporter makes no progress, whatever the cause, even if its worker has ended: events that were
 * pending at one observation are still pending at a later one. The time between them is a lower bound of their age.
 */
final class StalledProgress {

    private final DeliveryClock clock;
    private long target;
    private long observedAt;

    StalledProgress(DeliveryClock clock) {
        this.clock = clock;
        this.observedAt = clock.nanoTime();
    }

    /**
     * Looks at the counts.
     *
     * @param allowed how long events may be pending
     * @return how long events have been pending at least; empty when that is within the time allowed
     */
    synchronized Optional<Duration> observe(ExporterCounts counts, Duration allowed) {
        long settled = counts.appended() - counts.pending();
        if (settled >= target) {
            // everything that was pending then is settled: start again with what is pending now
            target = counts.pending() == 0 ? settled : settled + 1;
            observedAt = clock.nanoTime();
        }
        Duration age = Duration.ofNanos(clock.nanoTime() - observedAt);
        return age.compareTo(allowed) > 0 && counts.pending() > 0 ? Optional.of(age) : Optional.empty();
    }
}
