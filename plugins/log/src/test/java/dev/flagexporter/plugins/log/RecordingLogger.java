package dev.flagexporter.plugins.log;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;

/** Keeps what is logged, formatted by the letter of {@link System.Logger}: every format is a {@link MessageFormat}. */
final class RecordingLogger implements System.Logger {

    private final Level threshold;
    private final List<Level> levels = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    RecordingLogger(Level threshold) {
        this.threshold = threshold;
    }

    List<Level> levels() {
        return levels;
    }

    List<String> messages() {
        return messages;
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
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        log(level, bundle, message);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
        levels.add(level);
        messages.add(MessageFormat.format(format, parameters));
    }
}
