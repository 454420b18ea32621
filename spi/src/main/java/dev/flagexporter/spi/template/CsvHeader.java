package dev.flagexporter.spi.template;

/** The first line of a CSV object: the template with the name of each value in its place. */
final class CsvHeader {

    private static final String LINE_END = "[\r\n]+$";

    private final Template template;
    private final CsvEscaping escaping;

    CsvHeader(Template template, CsvEscaping escaping) {
        this.template = template;
        this.escaping = escaping;
    }

    /**
     * The line, without its end.
     *
     * @throws TemplateException when the template has not the same fields for each event, or several lines
     */
    String line() {
        StringBuilder header = new StringBuilder();
        CsvLine line = new CsvLine(escaping, header);
        for (TemplateNode node : template.nodes()) {
            add(node, line);
        }
        line.end();
        String text = header.toString().replaceFirst(LINE_END, "");
        if (text.contains("\n")) {
            throw problem("a template of several lines has no header", 0);
        }
        return text;
    }

    private void add(TemplateNode node, CsvLine line) {
        if (node instanceof TemplateNode.Text text) {
            line.text(text.text());
        } else {
            checkOneField(node);
            line.field(node.columnName().orElse(""));
        }
    }

    private void checkOneField(TemplateNode node) {
        if (node.texts().anyMatch(this::endsField)) {
            String reason = node instanceof TemplateNode.Output
                    ? "there is no header when one value has several fields"
                    : "there is no header when the number of fields depends on the event";
            throw problem(reason, node.position());
        }
    }

    private boolean endsField(String text) {
        return text.chars().anyMatch(escaping::endsField);
    }

    private TemplateException problem(String reason, int position) {
        return new TemplateException(reason, template.source(), position);
    }
}
