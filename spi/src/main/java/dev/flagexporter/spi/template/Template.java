package dev.flagexporter.spi.template;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A compiled template: a part of Go's {@code text/template} which, once it is compiled, can be rendered for any event.
 *
 * @param source what it was compiled from
 * @param nodes its parts
 * @param variables how many variables it has
 */
record Template(String source, List<TemplateNode> nodes, int variables) {

    private static final int MAX_LENGTH = 64 * 1024;

    /**
     * Compiles a template.
     *
     * @param source the template
     * @param fields the types of the fields by their names, in the order in which they are shown
     * @throws TemplateException when the template is not understood
     */
    static Template parse(String source, Map<String, ValueType> fields) {
        if (source.length() > MAX_LENGTH) {
            throw new TemplateException("the template is longer than " + MAX_LENGTH + " characters", source, 0);
        }
        TemplateParser parser = new TemplateParser(source, fields);
        List<TemplateNode> nodes = parser.parse();
        return new Template(source, nodes, parser.variables());
    }

    /**
     * Writes the template with values in it.
     *
     * @param fields gives the values of fields by their names
     * @param output where to write
     * @param limit how many characters values may produce
     */
    void render(Function<String, @Nullable Object> fields, TemplateOutput output, long limit) {
        render(new TemplateScope(fields, output, variables, limit));
    }

    void render(TemplateScope scope) {
        for (TemplateNode node : nodes) {
            node.render(scope);
        }
        scope.output().end();
    }
}
