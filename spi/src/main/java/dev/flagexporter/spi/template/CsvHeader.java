package dev.flagexporter.spi.template;

import java.util.stream.Stream;

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
            line.value(node.columnName().orElse(""));
        }
    }

    private void checkOneField(TemplateNode node) {
        if (texts(node).anyMatch(this::endsField)) {
            throw problem("there is no header when the number of fields depends on the event", node.position());
        }
    }

    private static Stream<String> texts(TemplateNode node) {
        return node instanceof TemplateNode.Text text
                ? Stream.of(text.text())
                : node.children().stream().flatMap(CsvHeader::texts);
    }

    private boolean endsField(String text) {
        return text.chars().anyMatch(c -> c == escaping.separator() || c == '\n' || c == '\r');
    }

    private TemplateException problem(String reason, int position) {
        return new TemplateException(reason, template.source(), position);
    }
}
