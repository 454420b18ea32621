package dev.flagexporter.spi.template;

/**
 * RFC 4180, section 2, rules 6 and 7. Within a line template it is {@link CsvLine} that applies it, to whole fields.
 *
 * @param separator what stands between fields
 * @param guardsFormulas whether spreadsheets are kept from taking a text for a formula
 * @param quotes whether fields are quoted and quotes are doubled
 */
record CsvEscaping(char separator, boolean guardsFormulas, boolean quotes) implements FieldEscaping {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public void append(String text, StringBuilder line) {
        int start = line.length();
        line.append(text);
        if (quotes && isSpecial(text)) {
            quote(line, start);
        }
    }

    /** Whether a field with this text in it has to be quoted. */
    boolean isSpecial(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isSpecial(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** A byte order mark is special because readers do not take it for a part of the first field of a file. */
    boolean isSpecial(char c) {
        return c == '"' || c == BYTE_ORDER_MARK || endsField(c);
    }

    /** Whether a field ends before this character, unless it is within quotes. */
    boolean endsField(int c) {
        return c == separator || c == '\n' || c == '\r';
    }

    CsvEscaping withoutQuotes() {
        return new CsvEscaping(separator, guardsFormulas, false);
    }

    /** Puts what a line has from a place on in quotes. */
    static void quote(StringBuilder line, int start) {
        String field = line.substring(start);
        line.setLength(start);
        line.append(quoted(field));
    }

    static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }
}
