package dev.flagexporter.runtime.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

/** What is logged below a name, as formatted messages. */
public final class LogCapture extends Handler implements AutoCloseable {

    /** A line of the log. */
    public record Line(String level, String message, boolean withStackTrace) {}

    private final Logger logger;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    public LogCapture(String name) {
        logger = Logger.getLogger(name);
        setLevel(Level.ALL);
        logger.addHandler(this);
    }

    public List<Line> lines() {
        return lines;
    }

    public List<String> messages() {
        return lines.stream().map(Line::message).toList();
    }

    @Override
    public void publish(LogRecord entry) {
        String message = entry instanceof ExtLogRecord extended ? extended.getFormattedMessage() : entry.getMessage();
        lines.add(new Line(entry.getLevel().getName(), message, entry.getThrown() != null));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
