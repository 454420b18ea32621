package dev.flagexporter.spi.template;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text what it says, without what only tells its kind: {@code Key} for {@code .Key}, a text without its quotes
 * @param start where it begins in the template
 * @param end where it ends
 */
record TemplateToken(Kind kind, String text, int start, int end) {

    enum Kind {
        /** What stands outside of braces. */
        TEXT,
        /** Two opening braces. */
        OPEN,
        /** Two closing braces. */
        CLOSE,
        /** A keyword, function, {@code true}, {@code false} or {@code nil}. */
        NAME,
        /** A dot and a name. */
        FIELD,
        /** A dot alone. */
        DOT,
        /** A dollar sign and a name, or alone. */
        VARIABLE,
        STRING,
        NUMBER,
        PIPE,
        LEFT_PARENTHESIS,
        RIGHT_PARENTHESIS,
        COMMA,
        /** {@code :=}. */
        DECLARE,
        /** The end of the template. */
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
