package dev.flagexporter.spi.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;

/** Lines of text made by a template, without a header; fields are quoted by RFC 4180 where they need it. */
final class CsvFormat implements EventFormat {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String contentType() {
        return "text/csv";
    }

    @Override
    public EventWriter writer(FormatSettings settings) {
        String template = settings.csvTemplate().orElse(defaultTemplate(settings.eventType()));
        LineTemplate compiled =
                LineTemplate.parse(template, settings.eventType(), FieldEscaping.csv(settings.csvSeparator()));
        return (events, output) -> write(events, compiled, output);
    }

    private static String defaultTemplate(EventType type) {
        return switch (type) {
            case FEATURE -> LineTemplate.DEFAULT_CSV;
            case TRACKING -> LineTemplate.DEFAULT_TRACKING_CSV;
        };
    }

    private static void write(List<? extends ExportableEvent> events, LineTemplate template, OutputStream output)
            throws IOException {
        StringBuilder line = new StringBuilder(128);
        for (ExportableEvent event : events) {
            line.setLength(0);
            template.render(event, line);
            endLine(line);
            output.write(line.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Environment variables, YAML and trim markers lose a line feed easily, and rows without one run into each other. */
    private static void endLine(StringBuilder line) {
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\n') {
            line.append('\n');
        }
    }
}
