package dev.flagexporter.spi.template;

/**
 * How the text of a field is made safe within a line. Escaping belongs to the format, not to the template: whatever
 * users put into their keys, a line stays a line.
 */
@FunctionalInterface
public interface FieldEscaping {

    /** Text as it is, as GO Feature Flag writes it: a separator in a user's key then breaks the line. */
    FieldEscaping NONE = (text, line) -> line.append(text);

    /**
     * Control characters, line separators and controls of bidirectional text as {@code \n}, {@code \t} or a Unicode escape,
     * for logs.
     */
    FieldEscaping CONTROL_CHARACTERS = ControlCharacterEscaping::append;

    /**
     * Quoting by RFC 4180: text with the separator, a quote or a line break is put in quotes, and quotes are doubled. In
     * a {@link LineTemplate} only values that are a field by themselves are quoted, see {@link CsvTemplate}.
     *
     * @param separator what stands between the fields, such as {@code ;}
     * @return the escaping
     */
    static FieldEscaping csv(char separator) {
        return new CsvEscaping(separator, false, true);
    }

    /**
     * Appends a field's text in its safe form.
     *
     * @param text the text of a field
     * @param line where to append
     */
    void append(String text, StringBuilder line);

    /**
     * Returns a text in its safe form.
     *
     * @param text any text
     * @return the safe form, which is the same text if there is nothing to escape
     */
    default String escaped(String text) {
        StringBuilder line = new StringBuilder(text.length());
        append(text, line);
        return line.toString();
    }
}
