package dev.flagexporter.spi.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;

/** Lines of text made by a template, without a header; fields are quoted by RFC 4180 where they need it. */
final class CsvFormat implements EventFormat {

    private static final String UNUSABLE_SEPARATORS = "\"\r\n";

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String contentType() {
        return "text/csv";
    }

    @Override
    public List<ConfigurationProblem> check(FormatSettings settings) {
        return Stream.of(separatorProblem(settings), templateProblem(settings))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ConfigurationProblem> separatorProblem(FormatSettings settings) {
        return UNUSABLE_SEPARATORS.indexOf(settings.csvSeparator()) < 0
                ? Optional.empty()
                : Optional.of(new ConfigurationProblem(
                        "csv-separator",
                        visible(settings.csvSeparator()),
                        "a quote or a line break cannot separate fields",
                        "use the character between the fields of csv-template; the default is "
                                + FormatSettings.DEFAULT_CSV_SEPARATOR));
    }

    private static Optional<ConfigurationProblem> templateProblem(FormatSettings settings) {
        try {
            compile(settings);
            return Optional.empty();
        } catch (TemplateException e) {
            return Optional.of(new ConfigurationProblem(
                    "csv-template",
                    settings.csvTemplate().orElse(null),
                    String.valueOf(e.getMessage()),
                    "correct the template or leave it out for the default"));
        }
    }

    private static String visible(char separator) {
        StringBuilder text = new StringBuilder();
        FieldEscaping.CONTROL_CHARACTERS.append(String.valueOf(separator), text);
        return text.toString();
    }

    @Override
    public EventWriter writer(FormatSettings settings) {
        LineTemplate template = compile(settings);
        return (events, output) -> write(events, template, output);
    }

    private static LineTemplate compile(FormatSettings settings) {
        String template = settings.csvTemplate().orElse(defaultTemplate(settings.eventType()));
        return LineTemplate.parse(template, settings.eventType(), FieldEscaping.csv(settings.csvSeparator()));
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
