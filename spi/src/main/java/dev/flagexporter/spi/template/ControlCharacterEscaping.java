package dev.flagexporter.spi.template;

/**
 * Keeps a log line on its line, and a terminal from being written to: no control character gets through, nor any that
 * changes the order in which others are shown.
 */
final class ControlCharacterEscaping {

    /** The line and paragraph separators, and all characters with the property Bidi_Control; none below the first. */
    private static final String OTHERS =
            "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private static final char FIRST_OTHER = OTHERS.charAt(0);

    private ControlCharacterEscaping() {}

    static void append(String text, StringBuilder line) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscaped(c)) {
                appendEscaped(c, line);
            } else {
                line.append(c);
            }
        }
    }

    private static boolean isEscaped(char c) {
        return Character.isISOControl(c) || (c >= FIRST_OTHER && OTHERS.indexOf(c) >= 0);
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
