package dev.flagexporter.spi.template;

/** A text between double quotes, with Go's escapes in it. */
final class EscapedText {

    private static final String ESCAPED = "abfnrtv\\\"";
    private static final String PLAIN = "\u0007\b\f\n\r\t\u000b\\\"";

    private final String template;
    private final int end;
    private int position;

    EscapedText(String template, int start, int end) {
        this.template = template;
        this.position = start;
        this.end = end;
    }

    /**
     * What the text stands for.
     *
     * @throws TemplateException when an escape is unknown or incomplete
     */
    String plain() {
        StringBuilder plain = new StringBuilder();
        while (position < end) {
            char c = template.charAt(position);
            if (c == '\\') {
                appendEscaped(plain);
            } else {
                plain.append(c);
                position++;
            }
        }
        return plain.toString();
    }

    private void appendEscaped(StringBuilder plain) {
        char escape = template.charAt(position + 1);
        switch (escape) {
            case 'u' -> plain.appendCodePoint(hexadecimal(4));
            case 'U' -> plain.appendCodePoint(hexadecimal(8));
            default -> {
                int index = ESCAPED.indexOf(escape);
                if (index < 0) {
                    throw unknown();
                }
                plain.append(PLAIN.charAt(index));
                position += 2;
            }
        }
    }

    private int hexadecimal(int digits) {
        int from = position + 2;
        String text = template.substring(from, Math.min(from + digits, end));
        if (!text.matches("[0-9a-fA-F]{" + digits + "}") || !Character.isValidCodePoint(codePoint(text))) {
            throw unknown();
        }
        position = from + digits;
        return codePoint(text);
    }

    private static int codePoint(String digits) {
        return Integer.parseUnsignedInt(digits, 16);
    }

    private TemplateException unknown() {
        return new TemplateException("the text has an unknown escape", template, position);
    }
}
