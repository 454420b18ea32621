package dev.flagexporter.testkit;

import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * Keeps what is logged, formatted by the letter of {@link System.Logger}: every format with parameters is a
 * {@link MessageFormat}. Safe for use by many threads.
 */
public final class RecordingLogger implements System.Logger {

    private final Level threshold;
    private final List<Level> levels = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();

    /**
     * A logger that nothing was logged to so far.
     *
     * @param threshold the lowest level that is loggable
     */
    public RecordingLogger(Level threshold) {
        this.threshold = threshold;
    }

    /**
     * The levels of what was logged.
     *
     * @return a copy, in the order of the messages
     */
    public List<Level> levels() {
        return List.copyOf(levels);
    }

    /**
     * What was logged.
     *
     * @return a copy, in order
     */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /**
     * What was logged with a message.
     *
     * @return a copy, in order
     */
    public List<Throwable> thrown() {
        return List.copyOf(thrown);
    }

    @Override
    public String getName() {
        return "recording";
    }

    @Override
    public boolean isLoggable(Level level) {
        return level.getSeverity() >= threshold.getSeverity();
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable throwable) {
        record(level, message);
        if (throwable != null) {
            thrown.add(throwable);
        }
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... parameters) {
        boolean plain = parameters == null || parameters.length == 0;
        record(level, plain ? format : MessageFormat.format(format, parameters));
    }

    private void record(Level level, String message) {
        levels.add(level);
        messages.add(message);
    }
}
