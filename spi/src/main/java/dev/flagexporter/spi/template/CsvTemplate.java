package dev.flagexporter.spi.template;

import java.util.stream.Collectors;

import dev.flagexporter.spi.event.EventType;

/** The line of a CSV object, compiled once, and the header that belongs to it. Immutable. */
public final class CsvTemplate {

    private static final String OTHER_SEPARATORS = ",\t|;";

    private final Template template;
    private final CsvEscaping escaping;

    private CsvTemplate(Template template, CsvEscaping escaping) {
        this.template = template;
        this.escaping = escaping;
    }

    /**
     * Compiles the template of a line.
     *
     * @param template a template as {@link LineTemplate} describes it
     * @param type the type of the events
     * @param separator the separator of fields; if the template does not contain it, another usual one that it contains
     * @param guardsFormulas whether spreadsheets must not take a field for a formula
     * @return the compiled template
     * @throws TemplateException if the template is invalid
     */
    public static CsvTemplate parse(String template, EventType type, char separator, boolean guardsFormulas) {
        Template parsed = Template.parse(template, LineFields.of(type));
        return new CsvTemplate(parsed, new CsvEscaping(separatorOf(parsed, separator), guardsFormulas));
    }

    /** GO Feature Flag knows no such key, so its users have templates with other separators. */
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

    /**
     * Returns the names of the fields as the first line of an object.
     *
     * @return the line without a line end
     * @throws TemplateException if the template has several lines, or not the same fields for each event
     */
    public String header() {
        return new CsvHeader(template, escaping).line();
    }

    /**
     * Returns a writer of lines.
     *
     * @return a new writer, for one thread
     */
    public CsvLines lines() {
        return new CsvLines(this);
    }

    Template template() {
        return template;
    }

    CsvEscaping escaping() {
        return escaping;
    }

    LineTemplate line() {
        return LineTemplate.of(template, escaping);
    }
}
