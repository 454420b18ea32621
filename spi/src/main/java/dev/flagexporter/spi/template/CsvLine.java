package dev.flagexporter.spi.template;

import java.util.regex.Pattern;

/**
 * A line of CSV while it is written. Fields end where the template itself has a separator or a line end, never where a
 * value has one: a field with such a value, or with a quote in one, is quoted as a whole (RFC 4180, section 2, rules 6
 * and 7). Where the template has quotes around a field, those in values are doubled, and nothing is added.
 */
final class CsvLine implements TemplateOutput {

    /** What OWASP names, with the full-width forms that some spreadsheets take for the same. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern NUMBER = Pattern.compile("[+-]\\d+(\\.\\d+)?");

    private final CsvEscaping escaping;
    private final StringBuilder line;
    private int fieldStart;
    private boolean quotedByTemplate;
    private boolean insideQuotes;
    private boolean needsQuotes;
    private boolean beginsWithValue;

    CsvLine(CsvEscaping escaping, StringBuilder line) {
        this.escaping = escaping;
        this.line = line;
        this.fieldStart = line.length();
    }

    @Override
    public void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            text(text.charAt(i));
        }
    }

    private void text(char c) {
        if (!insideQuotes && (c == escaping.separator() || c == '\n' || c == '\r')) {
            endField();
            line.append(c);
            fieldStart = line.length();
            return;
        }
        if (c == '"') {
            quotedByTemplate |= line.length() == fieldStart;
            insideQuotes = quotedByTemplate && !insideQuotes;
        }
        line.append(c);
    }

    @Override
    public void value(String text) {
        beginsWithValue |= line.length() == contentStart();
        if (insideQuotes) {
            line.append(text.replace("\"", "\"\""));
        } else {
            needsQuotes = needsQuotes || escaping.isSpecial(text);
            line.append(text);
        }
    }

    private int contentStart() {
        return quotedByTemplate ? fieldStart + 1 : fieldStart;
    }

    @Override
    public void end() {
        endField();
    }

    /** A number begins with a sign and does no harm. */
    private boolean isFormula() {
        int start = contentStart();
        int end = quotedByTemplate && !insideQuotes ? line.length() - 1 : line.length();
        return start < end
                && beginsFormula(line.charAt(start))
                && !NUMBER.matcher(line).region(start, end).matches();
    }

    /** Whether a field that begins so may be a formula. */
    static boolean beginsFormula(char c) {
        return FORMULA_STARTS.indexOf(c) >= 0;
    }

    private void endField() {
        if (escaping.guardsFormulas() && beginsWithValue && isFormula()) {
            line.insert(contentStart(), '\'');
        }
        if (needsQuotes) {
            CsvEscaping.quote(line, fieldStart);
        }
        quotedByTemplate = false;
        insideQuotes = false;
        needsQuotes = false;
        beginsWithValue = false;
    }
}
