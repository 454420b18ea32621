package dev.flagexporter.spi.template;

/**
 * RFC 4180, section 2, rules 6 and 7. Within a line template it is {@link CsvLine} that applies it, to whole fields.
 *
 * @param separator what stands between fields
 * @param guardsFormulas whether spreadsheets are kept from taking a text for a formula
 */
record CsvEscaping(char separator, boolean guardsFormulas) implements FieldEscaping {

    @Override
    public void append(String text, StringBuilder line) {
        int start = line.length();
        line.append(text);
        if (isSpecial(text)) {
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

    boolean isSpecial(char c) {
        return c == separator || c == '"' || c == '\n' || c == '\r';
    }

    /** Puts what a line has from a place on in quotes. */
    static void quote(StringBuilder line, int start) {
        String field = line.substring(start);
        line.setLength(start);
        line.append('"').append(field.replace("\"", "\"\"")).append('"');
    }
}
