package dev.flagexporter.runtime.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * Warnings and errors whose number others decide. The first line of a key is logged at once, and from then on at most one
 * line per interval, which says how many were left out. Safe for use by many threads.
 */
public final class RateLimitedLog {

    private final GuardedLogger logger;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private final Map<Object, Window> windows = new ConcurrentHashMap<>();

    /**
     * Creates a log without lines so far.
     *
     * @param logger where the lines go
     * @param interval minimum time between two lines of a key
     */
    public RateLimitedLog(Logger logger, Duration interval) {
        this(logger, interval, System::nanoTime);
    }

    /**
     * Creates a log without lines so far.
     *
     * @param logger where the lines go
     * @param interval minimum time between two lines of a key
     * @param nanoTime a monotonic clock, in nanoseconds: the time of day may be set back
     */
    public RateLimitedLog(Logger logger, Duration interval, LongSupplier nanoTime) {
        this.logger = GuardedLogger.of(logger);
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    /**
     * Logs a warning, unless it is too early for another one of its key.
     *
     * @param key what the interval counts for, such as a constant of an enum; it is kept, so it must not come from outside
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
        long suppressed = windows.computeIfAbsent(key, any -> new Window()).pass(nanoTime.getAsLong(), interval);
        if (suppressed == 0) {
            logger.logf(level, "%s", message.get());
        } else if (suppressed > 0) {
            logger.logf(level, "%s (%d more like it were not logged)", message.get(), suppressed);
        }
    }

    /** The time until the next line of a key. */
    private static final class Window {

        private static final long TOO_EARLY = -1;

        private boolean used;
        private long end;
        private long suppressed;

        /** How many lines were left out before this one; negative when this one is left out, too. */
        synchronized long pass(long now, Duration interval) {
            if (used && end - now > 0) {
                suppressed++;
                return TOO_EARLY;
            }
            long before = suppressed;
            used = true;
            end = now + interval.toNanos();
            suppressed = 0;
            return before;
        }
    }
}
