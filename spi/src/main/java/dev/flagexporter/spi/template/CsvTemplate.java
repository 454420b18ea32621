package dev.flagexporter.spi.template;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.EventType;

/**
 * The line of a CSV object, compiled once, and the header that belongs to it. Immutable.
 *
 * <p>The template alone decides what is quoted by RFC 4180, so that the values of an event change nothing:
 *
 * <ul>
 *   <li>A value is quoted if it needs it and if it is a field by itself: it stands alone between separators or the ends
 *       of the line, spaces aside, and the template puts no separator, quote or line break into it.
 *   <li>Between quotes that the template has around a field, quotes in values are doubled.
 *   <li>Every other value is written as it is, for example next to text of the template.
 *   <li>A template that is a JSON object or array, from its first character to its last, has no quoted values at all.
 * </ul>
 */
public final class CsvTemplate {

    private static final String OTHER_SEPARATORS = ",\t|;";

    private final Template template;
    private final CsvEscaping escaping;

    private CsvTemplate(Template template, CsvEscaping escaping) {
        this.template = template;
        this.escaping = escaping;
    }

    /**
     * Compiles the template of a line, with quotes where fields need them.
     *
     * @param template a template as {@link LineTemplate} describes it
     * @param type the type of the events
     * @param separator the separator of fields; if the template does not contain it, another usual one that it contains
     * @param guardsFormulas whether spreadsheets must not take a field for a formula
     * @return the compiled template
     * @throws TemplateException if the template is invalid
     */
    public static CsvTemplate parse(String template, EventType type, char separator, boolean guardsFormulas) {
        return parse(template, type, separator, guardsFormulas, true);
    }

    /**
     * Compiles the template of a line.
     *
     * @param template a template as {@link LineTemplate} describes it
     * @param type the type of the events
     * @param separator the separator of fields; if the template does not contain it, another usual one that it contains
     * @param guardsFormulas whether spreadsheets must not take a field for a formula
     * @param quotes whether fields are quoted; false to write all values as they are
     * @return the compiled template
     * @throws TemplateException if the template is invalid
     */
    public static CsvTemplate parse(
            String template, EventType type, char separator, boolean guardsFormulas, boolean quotes) {
        Template parsed = Template.parse(template, LineFields.of(type));
        return of(parsed, new CsvEscaping(separatorOf(parsed, separator), guardsFormulas, quotes));
    }

    static CsvTemplate of(Template template, CsvEscaping escaping) {
        return escaping.quotes() && !isJson(template)
                ? new CsvTemplate(new CsvFields(escaping).marked(template), escaping)
                : new CsvTemplate(template, escaping.withoutQuotes());
    }

    private static boolean isJson(Template template) {
        List<TemplateNode> nodes = template.nodes();
        if (nodes.isEmpty()) {
            return false;
        }
        String start = textOf(nodes.get(0)).stripLeading();
        String end = textOf(nodes.get(nodes.size() - 1)).stripTrailing();
        return (start.startsWith("{") && end.endsWith("}")) || (start.startsWith("[") && end.endsWith("]"));
    }

    private static String textOf(TemplateNode node) {
        return node instanceof TemplateNode.Text text ? text.text() : "";
    }

    /**
     * GO Feature Flag knows no such key, so its users have templates with other separators. What is between values counts
     * more than what {@code printf} puts into them.
     */
    private static char separatorOf(Template template, char configured) {
        String candidates = configured + OTHER_SEPARATORS;
        return firstOf(candidates, template.nodes().stream().map(CsvTemplate::textOf))
                .or(() -> firstOf(candidates, template.nodes().stream().flatMap(CsvTemplate::textsOfValue)))
                .orElse(configured);
    }

    private static Stream<String> textsOfValue(TemplateNode node) {
        return node instanceof TemplateNode.Output ? node.texts() : Stream.empty();
    }

    private static Optional<Character> firstOf(String candidates, Stream<String> texts) {
        String all = texts.collect(Collectors.joining());
        return candidates
                .chars()
                .mapToObj(c -> (char) c)
                .filter(c -> all.indexOf(c) >= 0)
                .findFirst();
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
