package dev.flagexporter.spi.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.flagexporter.spi.event.ExportableEvent;

/** Writes a line for each event, and one before them if there is a header. */
final class CsvWriter implements EventWriter {

    private final LineTemplate template;
    private final Optional<PlainCsvLine> plain;
    private final Optional<String> header;

    CsvWriter(CsvLayout layout, Optional<String> header) {
        this.template = layout.line();
        this.plain = PlainCsvLine.of(layout);
        this.header = header;
    }

    @Override
    public void write(List<? extends ExportableEvent> events, OutputStream output) throws IOException {
        if (header.isPresent()) {
            write(new StringBuilder(header.get()), output);
        }
        for (ExportableEvent event : events) {
            if (plain.isEmpty() || !plain.get().write(event, output)) {
                write(rendered(event), output);
            }
        }
    }

    /** In a builder of its own: one that ever had a character beyond Latin letters in it stays slow. */
    private StringBuilder rendered(ExportableEvent event) {
        StringBuilder line = new StringBuilder(256);
        template.render(event, line);
        return line;
    }

    /** Environment variables, YAML and trim markers lose a line feed easily, and rows without one run into each other. */
    private static void write(StringBuilder line, OutputStream output) throws IOException {
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\n') {
            line.append('\n');
        }
        output.write(line.toString().getBytes(StandardCharsets.UTF_8));
    }
}
