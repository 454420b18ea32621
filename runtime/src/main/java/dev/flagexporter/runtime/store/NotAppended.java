package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import dev.flagexporter.runtime.RateLimitedLog;
import dev.flagexporter.spi.store.AppendResult;
import org.jboss.logging.Logger;

/** Counts the events that a store did not append by its answer, and logs that at most once a minute. */
final class NotAppended {

    private final String events;
    private final Map<AppendResult, LongAdder> counts = new EnumMap<>(AppendResult.class);
    private final RateLimitedLog log;

    /**
     * None so far.
     *
     * @param events what the log calls the events
     */
    NotAppended(String events) {
        this(
                events,
                new RateLimitedLog(
                        Logger.getLogger(InMemoryEventStore.class), Duration.ofMinutes(1), InstantSource.system()));
    }

    NotAppended(String events, RateLimitedLog log) {
        this.events = events;
        this.log = log;
        for (AppendResult answer : AppendResult.values()) {
            counts.put(answer, new LongAdder());
        }
    }

    /** Counts events that got an answer, and passes the answer on. */
    AppendResult count(AppendResult answer, int notAppended) {
        adder(answer).add(notAppended);
        if (answer != AppendResult.CLOSED) {
            log.warn(answer, () -> "The store of %ss did not append %d events: %s"
                    .formatted(events, notAppended, reason(answer)));
        }
        return answer;
    }

    private static String reason(AppendResult answer) {
        return switch (answer) {
            case DROPPED -> "it is full, and store.overflow-policy drops the newest events";
            case FULL -> "it is full, the sender may try again";
            case TOO_LARGE -> "one is larger than quarkus.flag-exporter.store.max-event-size or store.max-bytes";
            case APPENDED, CLOSED -> answer.name();
        };
    }

    long count(AppendResult answer) {
        return adder(answer).sum();
    }

    private LongAdder adder(AppendResult answer) {
        return counts.getOrDefault(answer, new LongAdder());
    }
}
