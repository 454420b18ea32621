package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import dev.flagexporter.runtime.RateLimitedLog;
import dev.flagexporter.spi.store.AppendResult;
import org.jboss.logging.Logger;

/** Counts the events that a store did not take, by what it answered, and says so in the log at most once a minute. */
final class Refusals {

    private final String events;
    private final Map<AppendResult, LongAdder> counts = new EnumMap<>(AppendResult.class);
    private final RateLimitedLog log;

    /**
     * None so far.
     *
     * @param events what the log calls the events
     */
    Refusals(String events) {
        this(
                events,
                new RateLimitedLog(
                        Logger.getLogger(InMemoryEventStore.class), Duration.ofMinutes(1), InstantSource.system()));
    }

    Refusals(String events, RateLimitedLog log) {
        this.events = events;
        this.log = log;
        for (AppendResult answer : AppendResult.values()) {
            counts.put(answer, new LongAdder());
        }
    }

    /** Counts events that got an answer, and passes the answer on. */
    AppendResult count(AppendResult answer, int refused) {
        adder(answer).add(refused);
        if (answer != AppendResult.CLOSED) {
            log.warn(answer, () -> "The store of %ss did not take %d events: %s"
                    .formatted(events, refused, reason(answer)));
        }
        return answer;
    }

    private static String reason(AppendResult answer) {
        return switch (answer) {
            case DROPPED -> "it is full, the newest events are dropped";
            case FULL -> "it is full, the sender is told to try again";
            case TOO_LARGE -> "one is larger than quarkus.flag-exporter.store.max-event-size";
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
