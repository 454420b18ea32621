package dev.flagexporter.spi.format;

import java.util.stream.Collectors;

import dev.flagexporter.spi.event.EventType;

/** What the lines of a CSV object look like. */
record CsvLayout(Template template, CsvEscaping escaping) {

    private static final String OTHER_SEPARATORS = ",\t|;";

    /**
     * The configured layout.
     *
     * @throws TemplateException when the template is not understood
     */
    static CsvLayout of(FormatSettings settings) {
        EventType type = settings.eventType();
        Template template = Template.parse(settings.csvTemplate().orElse(defaultTemplate(type)), LineFields.of(type));
        return new CsvLayout(
                template, new CsvEscaping(separatorOf(template, settings.csvSeparator()), settings.csvFormulaGuard()));
    }

    private static String defaultTemplate(EventType type) {
        return switch (type) {
            case FEATURE -> LineTemplate.DEFAULT_CSV;
            case TRACKING -> LineTemplate.DEFAULT_TRACKING_CSV;
        };
    }

    /** The configured one; if the template has it nowhere, another one that it has: the reference knows no such key. */
    private static char separatorOf(Template template, char configured) {
        String texts = template.nodes().stream()
                .map(node -> node instanceof TemplateNode.Text text ? text.text() : "")
                .collect(Collectors.joining());
        return (char) (configured + OTHER_SEPARATORS)
                .chars()
                .filter(c -> texts.indexOf(c) >= 0)
                .findFirst()
                .orElse(configured);
    }

    LineTemplate line() {
        return LineTemplate.of(template, escaping);
    }

    /**
     * The names of the fields.
     *
     * @throws TemplateException when the template is none for lines with a header
     */
    String header() {
        return new CsvHeader(template, escaping).line();
    }
}
