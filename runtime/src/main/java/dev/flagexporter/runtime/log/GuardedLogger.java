package dev.flagexporter.runtime.log;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A logger whose failures do not reach the code that logs, for threads that nothing restarts. Log handlers belong to the
 * application. The log manager keeps their exceptions, but not a stack overflow or a lack of memory, which can come with
 * every line. Such a line is lost.
 *
 * <p>Safe for use by many threads. The messages are format strings, as for {@link String#format(String, Object...)}.
 */
public final class GuardedLogger {

    private static final String CALLED = GuardedLogger.class.getName();

    private final Logger logger;

    private GuardedLogger(Logger logger) {
        this.logger = logger;
    }

    /**
     * Returns a logger that guards another one.
     *
     * @param logger where the lines go
     * @return the guarded logger
     */
    public static GuardedLogger of(Logger logger) {
        return new GuardedLogger(logger);
    }

    /**
     * Returns a logger with a name.
     *
     * @param name the category
     * @return the guarded logger
     */
    public static GuardedLogger of(String name) {
        return of(Logger.getLogger(name));
    }

    /**
     * Returns a logger with the name of a class.
     *
     * @param type the class
     * @return the guarded logger
     */
    public static GuardedLogger of(Class<?> type) {
        return of(Logger.getLogger(type));
    }

    /**
     * Logs at a level.
     *
     * @param level the level
     * @param format the message
     * @param arguments the arguments of the message
     */
    public void logf(Logger.Level level, String format, @Nullable Object... arguments) {
        log(level, null, format, arguments);
    }

    /**
     * Logs at level DEBUG.
     *
     * @param format the message
     * @param arguments the arguments of the message
     */
    public void debugf(String format, @Nullable Object... arguments) {
        log(Logger.Level.DEBUG, null, format, arguments);
    }

    /**
     * Logs at level INFO.
     *
     * @param format the message
     * @param arguments the arguments of the message
     */
    public void infof(String format, @Nullable Object... arguments) {
        log(Logger.Level.INFO, null, format, arguments);
    }

    /**
     * Logs at level WARN.
     *
     * @param format the message
     * @param arguments the arguments of the message
     */
    public void warnf(String format, @Nullable Object... arguments) {
        log(Logger.Level.WARN, null, format, arguments);
    }

    /**
     * Logs at level WARN.
     *
     * @param thrown the cause, logged with its stack trace; null for none
     * @param format the message
     * @param arguments the arguments of the message
     */
    public void warnf(@Nullable Throwable thrown, String format, @Nullable Object... arguments) {
        log(Logger.Level.WARN, thrown, format, arguments);
    }

    /**
     * Logs at level ERROR.
     *
     * @param format the message
     * @param arguments the arguments of the message
     */
    public void errorf(String format, @Nullable Object... arguments) {
        log(Logger.Level.ERROR, null, format, arguments);
    }

    /**
     * Logs at level ERROR.
     *
     * @param thrown the cause, logged with its stack trace; null for none
     * @param format the message
     * @param arguments the arguments of the message
     */
    public void errorf(@Nullable Throwable thrown, String format, @Nullable Object... arguments) {
        log(Logger.Level.ERROR, thrown, format, arguments);
    }

    private void log(Logger.Level level, @Nullable Throwable thrown, String format, @Nullable Object... arguments) {
        try {
            logger.logf(CALLED, level, thrown, format, arguments);
        } catch (RuntimeException | Error e) {
            // there is nowhere to log it
        }
    }
}
