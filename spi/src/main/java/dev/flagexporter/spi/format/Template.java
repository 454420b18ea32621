package dev.flagexporter.spi.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Go's {@code text/template} that is understood: text, fields in double braces, and the trim markers (a
 * minus sign inside the braces). Everything else is refused when the template is parsed.
 */
final class Template {

    /** A piece of the template: literal text, or the name of a field. */
    record Segment(String text, boolean isField) {}

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final Pattern FIELD = Pattern.compile("\\.([A-Za-z][A-Za-z0-9]*)");
    private static final String SPACE = " \t\r\n";

    private final String source;
    private final Collection<String> knownFields;
    private final List<Segment> segments = new ArrayList<>();

    private Template(String source, Collection<String> knownFields) {
        this.source = source;
        this.knownFields = knownFields;
    }

    /**
     * Splits a template into its segments.
     *
     * @throws TemplateException when it has anything but text, known fields and trim markers
     */
    static List<Segment> parse(String source, Collection<String> knownFields) {
        Template template = new Template(source, knownFields);
        template.parse();
        return List.copyOf(template.segments);
    }

    private void parse() {
        int position = 0;
        boolean trimStart = false;
        while (true) {
            int open = source.indexOf(OPEN, position);
            int end = open < 0 ? source.length() : open;
            boolean trimEnd = open >= 0 && isTrimMarker(open + 2, open + 3);
            addText(source.substring(position, end), trimStart, trimEnd);
            if (open < 0) {
                return;
            }
            int close = closeOf(open);
            trimStart = isTrimMarker(close - 1, close - 2);
            addField(open + (trimEnd ? 3 : 2), close - (trimStart ? 1 : 0), open);
            position = close + 2;
        }
    }

    /** A minus sign counts as a trim marker only beside white space, as in Go. */
    private boolean isTrimMarker(int minus, int space) {
        return minus < source.length()
                && source.charAt(minus) == '-'
                && space < source.length()
                && isSpace(source.charAt(space));
    }

    private int closeOf(int open) {
        int close = source.indexOf(CLOSE, open);
        if (close < 0) {
            throw new TemplateException("\"{{\" is never closed", source, open);
        }
        return close;
    }

    private void addText(String text, boolean trimStart, boolean trimEnd) {
        int start = 0;
        int end = text.length();
        while (trimStart && start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (trimEnd && end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            segments.add(new Segment(text.substring(start, end), false));
        }
    }

    /** What Go's templates take for white space: less than Java does. */
    private static boolean isSpace(char c) {
        return SPACE.indexOf(c) >= 0;
    }

    private void addField(int from, int to, int open) {
        String action = from <= to ? source.substring(from, to).strip() : "";
        Matcher field = FIELD.matcher(action);
        if (!field.matches()) {
            throw new TemplateException("only fields such as {{ .Key}} can be used here", source, open);
        }
        if (!knownFields.contains(field.group(1))) {
            throw new TemplateException("there is no field " + action + ", known are " + knownNames(), source, open);
        }
        segments.add(new Segment(field.group(1), true));
    }

    private String knownNames() {
        return "." + String.join(" .", knownFields);
    }
}
