package dev.flagexporter.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Warnings and errors that come as often as others decide. Of each key the first is logged at once, and from then on at most one
 * per interval, which says how many were left out. Safe for use by many threads.
 */
public final class RateLimitedLog {

    private final Logger logger;
    private final Duration interval;
    private final InstantSource clock;
    private final Map<Object, Window> windows = new ConcurrentHashMap<>();

    /**
     * A log without lines so far.
     *
     * @param logger where the lines go
     * @param interval the shortest time between two lines of a key
     * @param clock tells the time
     */
    public RateLimitedLog(Logger logger, Duration interval, InstantSource clock) {
        this.logger = logger;
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Logs a warning, unless it is too early for another one of its key.
     *
     * @param key what the interval counts for, such as a constant of an enum; is kept for good, so never from outside
     * @param message makes the message; only called when it is logged
     */
    public void warn(Object key, Supplier<String> message) {
        log(Logger.Level.WARN, key, message);
    }

    /**
     * Logs an error, unless it is too early for another one of its key.
     *
     * @param key as for {@link #warn}
     * @param message makes the message; only called when it is logged
     */
    public void error(Object key, Supplier<String> message) {
        log(Logger.Level.ERROR, key, message);
    }

    private void log(Logger.Level level, Object key, Supplier<String> message) {
        long suppressed = windows.computeIfAbsent(key, any -> new Window()).pass(clock.instant(), interval);
        if (suppressed == 0) {
            logger.log(level, message.get());
        } else if (suppressed > 0) {
            logger.logf(level, "%s (%d more like it were not logged)", message.get(), suppressed);
        }
    }

    /** The time until the next line of a key. */
    private static final class Window {

        private static final long TOO_EARLY = -1;

        private @Nullable Instant end;
        private long suppressed;

        /** How many were left out before this one; negative when this one is to be left out, too. */
        synchronized long pass(Instant now, Duration interval) {
            if (end != null && now.isBefore(end)) {
                suppressed++;
                return TOO_EARLY;
            }
            long before = suppressed;
            end = now.plus(interval);
            suppressed = 0;
            return before;
        }
    }
}
