package dev.flagexporter.spi.template;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * Writes events as lines of CSV, each ended by a line feed, which is added to lines without one. An event for which the
 * template renders nothing has no line. Used by one thread at a time.
 */
public final class CsvLines {

    private final LineTemplate template;
    private final Optional<PlainCsvLine> plain;

    CsvLines(CsvTemplate template) {
        this.template = template.line();
        this.plain = PlainCsvLine.of(template);
    }

    /**
     * Writes the line of an event.
     *
     * @param event an event of the type that the template was compiled for
     * @param eventId returns the id of the event; only called if the template contains {@code .EventId}
     * @param output where to write; buffered by the caller
     * @throws IOException if the output cannot be written
     */
    public void write(ExportableEvent event, Supplier<String> eventId, OutputStream output) throws IOException {
        if (plain.isEmpty() || !plain.get().write(event, eventId, output)) {
            // in a builder of its own: one that ever had a character beyond Latin letters in it stays slow
            StringBuilder line = new StringBuilder(256);
            template.render(event, eventId, line);
            write(line, output);
        }
    }

    /**
     * Writes a line as it is, such as a header.
     *
     * @param line the line without its end
     * @param output where to write; buffered by the caller
     * @throws IOException if the output cannot be written
     */
    public void write(String line, OutputStream output) throws IOException {
        write(new StringBuilder(line), output);
    }

    /** Environment variables, YAML and trim markers lose a line feed easily, and rows without one run into each other. */
    private static void write(StringBuilder line, OutputStream output) throws IOException {
        if (line.isEmpty()) {
            return;
        }
        if (line.charAt(line.length() - 1) != '\n') {
            line.append('\n');
        }
        output.write(line.toString().getBytes(StandardCharsets.UTF_8));
    }
}
