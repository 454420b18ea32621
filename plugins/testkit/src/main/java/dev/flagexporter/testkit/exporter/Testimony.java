package dev.flagexporter.testkit.exporter;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that an exporter lets others see: what it says of itself, what it throws, what is logged. */
final class Testimony extends Handler implements AutoCloseable {

    /**
     * One thing that was said.
     *
     * @param where who said it, in words
     * @param text what was said
     */
    private record Statement(String where, String text) {}

    private final List<Statement> statements = new ArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();

    private Testimony() {
        setFormatter(new SimpleFormatter());
        setLevel(Level.ALL);
    }

    /** Begins to listen to the log of the JVM, at all levels. */
    static Testimony listen() {
        Testimony testimony = new Testimony();
        testimony.root.addHandler(testimony);
        testimony.root.setLevel(Level.ALL);
        return testimony;
    }

    synchronized void add(String where, String text) {
        statements.add(new Statement(where, text));
    }

    void add(String where, Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        add(where, text.toString());
    }

    /** Where one of the secrets can be read. */
    synchronized List<String> placesOf(Collection<String> secrets) {
        return statements.stream()
                .filter(statement -> secrets.stream().anyMatch(statement.text()::contains))
                .map(Statement::where)
                .distinct()
                .toList();
    }

    @Override
    public void publish(LogRecord record) {
        add("the log (" + record.getLoggerName() + ")", getFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(level);
    }
}
