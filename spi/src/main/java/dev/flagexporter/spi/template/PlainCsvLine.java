package dev.flagexporter.spi.template;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.WellFormed;
import org.jspecify.annotations.Nullable;

/**
 * A line of CSV straight to bytes, if it is short, has nothing to guard, and has nothing to quote but values right between
 * separators: most lines are such lines, and they need neither a text nor {@link CsvLine}. It never decides how a line
 * looks: where it is not sure, it leaves the line to others.
 */
final class PlainCsvLine {

    private static final int MAX_LENGTH = 4 * 1024;
    private static final int ASCII = 0x80;
    private static final TemplateOutput NOWHERE = new EscapedLine(FieldEscaping.NONE, new StringBuilder(0));

    /**
     * A text of the template, or a value.
     *
     * @param isWholeField whether the value is all that is between two separators, so that it can be quoted by itself
     */
    @SuppressWarnings("ArrayRecordComponent") // parts are never compared
    private record Part(byte[] text, @Nullable TemplateExpression value, boolean isWholeField) {

        static Part of(TemplateNode node, boolean isBetweenSeparators) {
            return node instanceof TemplateNode.Output output
                    ? new Part(new byte[0], output.expression(), output.isField() && isBetweenSeparators)
                    : new Part(utf8(((TemplateNode.Text) node).text()), null, false);
        }
    }

    private final byte[] bytes = new byte[MAX_LENGTH];
    private final LineTemplate template;
    private final Part[] parts;
    private final CsvEscaping escaping;
    private final boolean[] plain = new boolean[ASCII];
    private int length;
    private long lastNumber;
    private String lastText = "0";

    private PlainCsvLine(LineTemplate template, Part[] parts, CsvEscaping escaping) {
        this.template = template;
        this.parts = parts;
        this.escaping = escaping;
        for (char c = 0; c < ASCII; c++) {
            plain[c] = !escaping.isSpecial(c);
        }
    }

    /** Lines of this template; empty for templates with quotes of their own or conditions, whose lines are not simple. */
    static Optional<PlainCsvLine> of(CsvTemplate csv) {
        List<TemplateNode> nodes = csv.template().nodes();
        Part[] parts = new Part[nodes.size()];
        for (int i = 0; i < parts.length; i++) {
            if (!isSimple(nodes.get(i))) {
                return Optional.empty();
            }
            parts[i] = Part.of(nodes.get(i), isBetweenSeparators(nodes, i, csv.escaping()));
        }
        return Optional.of(new PlainCsvLine(csv.line(), parts, csv.escaping()));
    }

    private static boolean isBetweenSeparators(List<TemplateNode> nodes, int index, CsvEscaping escaping) {
        boolean starts = index == 0
                || (nodes.get(index - 1) instanceof TemplateNode.Text before
                        && endsField(before.text(), before.text().length() - 1, escaping));
        boolean ends = index == nodes.size() - 1
                || (nodes.get(index + 1) instanceof TemplateNode.Text behind && endsField(behind.text(), 0, escaping));
        return starts && ends;
    }

    private static boolean endsField(String text, int index, CsvEscaping escaping) {
        return !text.isEmpty() && escaping.endsField(text.charAt(index));
    }

    private static boolean isSimple(TemplateNode node) {
        return node instanceof TemplateNode.Output
                || (node instanceof TemplateNode.Text text && text.text().indexOf('"') < 0);
    }

    /** Writes an event's line with a line feed at its end, if it has any; false, and nothing is written, if others must. */
    boolean write(ExportableEvent event, Supplier<String> eventId, OutputStream output) throws IOException {
        length = 0;
        TemplateScope scope = template.scope(event, eventId, NOWHERE);
        for (Part part : parts) {
            if (!add(part, scope)) {
                return false;
            }
        }
        if (length > 0 && bytes[length - 1] != '\n') {
            bytes[length++] = '\n';
        }
        output.write(bytes, 0, length);
        return true;
    }

    private boolean add(Part part, TemplateScope scope) {
        return part.value() == null
                ? addText(part.text())
                : addValue(part.value().evaluate(scope), part.isWholeField());
    }

    private boolean addText(byte[] text) {
        if (text.length > MAX_LENGTH - 1 - length) {
            return false;
        }
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return true;
    }

    private boolean addValue(@Nullable Object value, boolean isWholeField) {
        if (value instanceof String text) {
            return addValue(text, isWholeField);
        }
        if (value instanceof Long number) {
            return addValue(text(number), isWholeField);
        }
        // objects and lists need quotes, unless they are empty: others need not make texts of them
        return (isWholeField || TemplateValues.isScalar(value)) && addValue(TemplateValues.text(value), isWholeField);
    }

    /** Mostly the date, which events of one second share. */
    private String text(long number) {
        if (number != lastNumber) {
            lastNumber = number;
            lastText = Long.toString(number);
        }
        return lastText;
    }

    private boolean addValue(String text, boolean isWholeField) {
        return !mayBeGuarded(text) && (addPlain(text) || addOther(text, isWholeField));
    }

    /** Behind an empty text a formula may begin that is the template's, which are told apart from values by others. */
    private boolean mayBeGuarded(String text) {
        return escaping.guardsFormulas() && (text.isEmpty() || CsvLine.beginsFormula(text.charAt(0)));
    }

    private boolean addOther(String text, boolean isWholeField) {
        String wellFormed = WellFormed.text(text);
        if (!escaping.isSpecial(wellFormed)) {
            return addText(utf8(wellFormed));
        }
        return isWholeField && (addQuoted(wellFormed) || addText(utf8(CsvEscaping.quoted(wellFormed))));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** False if it is too long or has other characters than plain ones of ASCII: this is the loop that has to be fast. */
    private boolean addPlain(String text) {
        int end = text.length();
        if (end > MAX_LENGTH - 1 - length) {
            return false;
        }
        int start = length;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= ASCII || !plain[c]) {
                return false;
            }
            bytes[start + i] = (byte) c;
        }
        length = start + end;
        return true;
    }

    /** False if it is too long or has other characters than those of ASCII. */
    private boolean addQuoted(String text) {
        // with two quotes around it, each character doubled at most, and a line feed behind it
        if (2L * text.length() + 3 > MAX_LENGTH - length) {
            return false;
        }
        int at = length;
        bytes[at++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ASCII) {
                return false;
            }
            if (c == '"') {
                bytes[at++] = '"';
            }
            bytes[at++] = (byte) c;
        }
        bytes[at++] = '"';
        length = at;
        return true;
    }
}
