package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import dev.flagexporter.runtime.log.GuardedLogger;
import dev.flagexporter.runtime.log.RateLimitedLog;
import dev.flagexporter.spi.store.AppendResult;
import org.jboss.logging.Logger;

/**
 * Counts the events that a store did not append, by its answer. A log line says how many there were since the last line of
 * that answer, at most once a minute; at the stop a last line tells the rest. So the lines add up to the counts.
 */
final class NotAppended {

    private static final Logger LOG = Logger.getLogger(InMemoryEventStore.class);

    private final String events;
    private final Map<AppendResult, LongAdder> counts = new EnumMap<>(AppendResult.class);
    private final Map<AppendResult, AtomicLong> told = new EnumMap<>(AppendResult.class);
    private final RateLimitedLog log;

    /**
     * Creates counters at zero.
     *
     * @param events what the log calls the events
     */
    NotAppended(String events) {
        this(events, new RateLimitedLog(LOG, Duration.ofMinutes(1)));
    }

    NotAppended(String events, RateLimitedLog log) {
        this.events = events;
        this.log = log;
        for (AppendResult answer : AppendResult.values()) {
            counts.put(answer, new LongAdder());
            told.put(answer, new AtomicLong());
        }
    }

    /** Counts events that got an answer, and passes the answer on. */
    AppendResult count(AppendResult answer, int notAppended) {
        adder(answer).add(notAppended);
        tellIfDue(answer);
        return answer;
    }

    private void tellIfDue(AppendResult answer) {
        if (answer != AppendResult.CLOSED) {
            log.warn(answer, () -> message(answer));
        }
    }

    private String message(AppendResult answer) {
        long total = count(answer);
        long before = told.getOrDefault(answer, new AtomicLong()).getAndSet(total);
        return "The store of %ss did not append %d events: %s. In total: %d."
                .formatted(events, total - before, reason(answer), total);
    }

    private static String reason(AppendResult answer) {
        return switch (answer) {
            case DROPPED -> "it is full, and store.overflow-policy drops the newest events";
            case FULL -> "it is full, the sender may try again";
            case TOO_LARGE -> "one is larger than quarkus.flag-exporter.store.max-event-size or store.max-bytes";
            case APPENDED, CLOSED -> answer.name();
        };
    }

    /** Tells what no line has told, as soon as the next line is due. */
    void tellDue() {
        for (AppendResult answer : AppendResult.values()) {
            if (hasUntold(answer)) {
                tellIfDue(answer);
            }
        }
    }

    /** Tells what no line has told, at once. */
    void tellRest() {
        for (AppendResult answer : AppendResult.values()) {
            if (answer != AppendResult.CLOSED && hasUntold(answer)) {
                GuardedLogger.of(LOG).warnf("%s", message(answer));
            }
        }
    }

    private boolean hasUntold(AppendResult answer) {
        return count(answer) > told.getOrDefault(answer, new AtomicLong()).get();
    }

    long count(AppendResult answer) {
        return adder(answer).sum();
    }

    private LongAdder adder(AppendResult answer) {
        return counts.getOrDefault(answer, new LongAdder());
    }
}
