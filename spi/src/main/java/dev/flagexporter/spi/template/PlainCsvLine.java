package dev.flagexporter.spi.template;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

/**
 * A line of CSV that has nothing to quote and nothing to guard, straight to bytes: most lines are such lines, and they
 * need neither a text nor {@link CsvLine}. It never decides how a line looks: where it is not sure that a line is plain
 * ASCII, it leaves the line to others.
 */
final class PlainCsvLine {

    private static final int MAX_LENGTH = 4 * 1024;
    private static final int ASCII = 0x80;
    private static final TemplateOutput NOWHERE = new EscapedLine(FieldEscaping.NONE, new StringBuilder(0));

    /** A text of the template, or a value. */
    @SuppressWarnings("ArrayRecordComponent") // parts are never compared
    private record Part(byte[] text, @Nullable TemplateExpression value) {

        static Part of(TemplateNode node) {
            return node instanceof TemplateNode.Output output
                    ? new Part(new byte[0], output.expression())
                    : new Part(((TemplateNode.Text) node).text().getBytes(StandardCharsets.UTF_8), null);
        }
    }

    private final byte[] bytes = new byte[MAX_LENGTH];
    private final LineTemplate template;
    private final Part[] parts;
    private final boolean guardsFormulas;
    private final boolean[] plain = new boolean[ASCII];
    private final boolean[] plainAtStart = new boolean[ASCII];
    private int length;
    private long lastNumber;
    private String lastText = "0";

    private PlainCsvLine(LineTemplate template, Part[] parts, CsvEscaping escaping) {
        this.template = template;
        this.parts = parts;
        this.guardsFormulas = escaping.guardsFormulas();
        for (char c = 0; c < ASCII; c++) {
            plain[c] = !escaping.isSpecial(c);
            plainAtStart[c] = plain[c] && !(guardsFormulas && CsvLine.beginsFormula(c));
        }
    }

    /** Lines of this template; empty for templates with quotes of their own or conditions, whose lines are not simple. */
    static Optional<PlainCsvLine> of(CsvTemplate csv) {
        List<Part> parts = new ArrayList<>();
        for (TemplateNode node : csv.template().nodes()) {
            if (!isSimple(node)) {
                return Optional.empty();
            }
            parts.add(Part.of(node));
        }
        return Optional.of(new PlainCsvLine(csv.line(), parts.toArray(Part[]::new), csv.escaping()));
    }

    private static boolean isSimple(TemplateNode node) {
        return node instanceof TemplateNode.Output
                || (node instanceof TemplateNode.Text text && text.text().indexOf('"') < 0);
    }

    /** Writes an event's line with a line feed at its end, if it has any; false, and nothing is written, when it has to be quoted. */
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
                : addValue(part.value().evaluate(scope));
    }

    private boolean addText(byte[] text) {
        if (text.length > MAX_LENGTH - 1 - length) {
            return false;
        }
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return true;
    }

    /** Objects and lists are left to others before they are made texts: they have quotes in them, unless they are empty. */
    private boolean addValue(@Nullable Object value) {
        if (value instanceof String text) {
            return addValue(text);
        }
        if (value instanceof Long number) {
            return addValue(text(number));
        }
        return TemplateValues.isScalar(value) && addValue(TemplateValues.text(value));
    }

    /** Mostly the date, which events of one second share. */
    private String text(long number) {
        if (number != lastNumber) {
            lastNumber = number;
            lastText = Long.toString(number);
        }
        return lastText;
    }

    private boolean addValue(String text) {
        int end = text.length();
        if (end > MAX_LENGTH - 1 - length || !beginsPlain(text)) {
            return false;
        }
        int start = length;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!isPlain(plain, c)) {
                return false;
            }
            bytes[start + i] = (byte) c;
        }
        length = start + end;
        return true;
    }

    /** Behind an empty text a formula may begin that is the template's, which are told apart from values by others. */
    private boolean beginsPlain(String text) {
        return text.isEmpty() ? !guardsFormulas : isPlain(plainAtStart, text.charAt(0));
    }

    private static boolean isPlain(boolean[] plain, char c) {
        return c < ASCII && plain[c];
    }
}
