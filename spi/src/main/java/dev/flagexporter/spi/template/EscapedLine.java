package dev.flagexporter.spi.template;

/** A line in which each value is escaped by itself. */
record EscapedLine(FieldEscaping escaping, StringBuilder line) implements TemplateOutput {

    @Override
    public void text(String text) {
        line.append(text);
    }

    @Override
    public void value(String text) {
        escaping.append(text, line);
    }
}
