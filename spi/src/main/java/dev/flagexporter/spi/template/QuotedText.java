package dev.flagexporter.spi.template;

/** A text in double quotes, with Go's escapes for what cannot be seen. */
final class QuotedText {

    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\\"";
    private static final String LETTERS = "abfnrtv\\\"";

    private QuotedText() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(c, quoted));
        return quoted.append('"').toString();
    }

    private static void append(int codePoint, StringBuilder quoted) {
        int escape = ESCAPED.indexOf(codePoint);
        if (escape >= 0) {
            quoted.append('\\').append(LETTERS.charAt(escape));
        } else if (isVisible(codePoint)) {
            quoted.appendCodePoint(codePoint);
        } else {
            quoted.append(form(codePoint).formatted(codePoint));
        }
    }

    private static String form(int codePoint) {
        if (codePoint <= 0x7F) {
            return "\\x%02x";
        }
        return Character.isBmpCodePoint(codePoint) ? "\\u%04x" : "\\U%08x";
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}
