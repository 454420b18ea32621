package dev.flagexporter.spi.template;

import java.util.regex.Pattern;

/**
 * A line of CSV while it is written. Columns end where the template itself has a separator or a line end, never where a
 * field has one: a field with such a value, or with a quote in one, is quoted as a whole (RFC 4180, section 2, rules 6
 * and 7). Where the template has quotes around a value, those in it are doubled. Other values are written as they are.
 */
final class CsvLine implements TemplateOutput {

    /** What OWASP names, with the full-width forms that some spreadsheets take for the same. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern NUMBER = Pattern.compile("[+-]\\d+(\\.\\d+)?");

    private final CsvEscaping escaping;
    private final StringBuilder line;
    private int columnStart;
    private boolean quotedByTemplate;
    private boolean insideQuotes;
    private boolean needsQuotes;
    private boolean beginsWithValue;

    CsvLine(CsvEscaping escaping, StringBuilder line) {
        this.escaping = escaping;
        this.line = line;
        this.columnStart = line.length();
    }

    @Override
    public void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            text(text.charAt(i));
        }
    }

    private void text(char c) {
        if (!insideQuotes && escaping.endsField(c)) {
            endColumn(c);
            return;
        }
        if (c == '"') {
            quotedByTemplate |= line.length() == columnStart;
            insideQuotes = quotedByTemplate && !insideQuotes;
        }
        line.append(c);
    }

    @Override
    public void field(String text) {
        needsQuotes = needsQuotes || (escaping.quotes() && !insideQuotes && escaping.isSpecial(text));
        append(text);
    }

    @Override
    public void value(String text) {
        if (insideQuotes || !escaping.guardsFormulas()) {
            append(text);
        } else {
            appendColumns(text);
        }
    }

    private void append(String text) {
        beginsWithValue |= line.length() == contentStart();
        line.append(insideQuotes && escaping.quotes() ? text.replace("\"", "\"\"") : text);
    }

    /** Nothing tells a separator in such a value from one of the template, so a formula may begin behind it as well. */
    private void appendColumns(String text) {
        beginsWithValue |= line.length() == contentStart();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escaping.endsField(c)) {
                endColumn(c);
                beginsWithValue = true;
            } else {
                line.append(c);
            }
        }
    }

    private int contentStart() {
        return quotedByTemplate ? columnStart + 1 : columnStart;
    }

    @Override
    public void end() {
        endColumn();
    }

    /** A number begins with a sign and does no harm. Quotes at the beginning of a column are not part of what it holds. */
    private boolean isFormula() {
        int start = contentStart();
        int end = quotedByTemplate && !insideQuotes ? line.length() - 1 : line.length();
        while (!needsQuotes && start < end && line.charAt(start) == '"') {
            start++;
        }
        return start < end
                && beginsFormula(line.charAt(start))
                && !NUMBER.matcher(line).region(start, end).matches();
    }

    /** Whether a field that begins so may be a formula. */
    static boolean beginsFormula(char c) {
        return FORMULA_STARTS.indexOf(c) >= 0;
    }

    private void endColumn(char separator) {
        endColumn();
        line.append(separator);
        columnStart = line.length();
    }

    private void endColumn() {
        if (escaping.guardsFormulas() && beginsWithValue && isFormula()) {
            line.insert(contentStart(), '\'');
        }
        if (needsQuotes) {
            CsvEscaping.quote(line, columnStart);
        }
        quotedByTemplate = false;
        insideQuotes = false;
        needsQuotes = false;
        beginsWithValue = false;
    }
}
