package dev.flagexporter.spi.template;

/** A template cannot be used; the message says why and shows the place. */
public final class TemplateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int EXCERPT = 30;

    private final int line;
    private final int column;

    TemplateException(String reason, String template, int position) {
        super(describe(reason, template, position));
        this.line = lineOf(template, position);
        this.column = columnOf(template, position);
    }

    private static String describe(String reason, String template, int position) {
        return "%s, at line %d, column %d: %s"
                .formatted(
                        reason, lineOf(template, position), columnOf(template, position), excerpt(template, position));
    }

    private static int lineOf(String template, int position) {
        return 1
                + (int) template.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static int columnOf(String template, int position) {
        return position - template.lastIndexOf('\n', position - 1);
    }

    private static String excerpt(String template, int position) {
        int end = Math.min(template.length(), position + EXCERPT);
        String text = FieldEscaping.CONTROL_CHARACTERS.escaped(template.substring(position, end));
        return "\"" + text + (end < template.length() ? "..." : "") + "\"";
    }

    /**
     * Where the problem begins.
     *
     * @return the line, counted from 1
     */
    public int line() {
        return line;
    }

    /**
     * Where the problem begins.
     *
     * @return the column within the line, counted from 1
     */
    public int column() {
        return column;
    }
}
