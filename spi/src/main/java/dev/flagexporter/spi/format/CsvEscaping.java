package dev.flagexporter.spi.format;

/** RFC 4180, section 2, rules 6 and 7. */
record CsvEscaping(char separator) implements FieldEscaping {

    @Override
    public void append(String text, StringBuilder line) {
        if (needsQuotes(text)) {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            line.append(text);
        }
    }

    private boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == separator || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}
