package dev.flagexporter.spi.template;

/** Keeps a log line on its line, and a terminal from being written to: no control character gets through. */
final class ControlCharacterEscaping {

    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private ControlCharacterEscaping() {}

    static void append(String text, StringBuilder line) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
                appendEscaped(c, line);
            } else {
                line.append(c);
            }
        }
    }

    private static void appendEscaped(char c, StringBuilder line) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> line.append("\\u%04x".formatted((int) c));
        }
    }
}
