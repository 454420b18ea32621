package dev.flagexporter.spi.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flagexporter.spi.template.TemplateExpression.Assignment;
import dev.flagexporter.spi.template.TemplateExpression.Dot;
import dev.flagexporter.spi.template.TemplateExpression.Literal;
import dev.flagexporter.spi.template.TemplateNode.Branch;
import dev.flagexporter.spi.template.TemplateNode.Declaration;
import dev.flagexporter.spi.template.TemplateNode.Loop;
import dev.flagexporter.spi.template.TemplateNode.Output;
import dev.flagexporter.spi.template.TemplateNode.Text;
import dev.flagexporter.spi.template.TemplateToken.Kind;

/** Reads a template: texts, values and what is done if, with or for each of them. */
final class TemplateParser {

    private static final Set<String> UNSUPPORTED =
            Set.of("block", "break", "call", "continue", "define", "html", "js", "slice", "template", "urlquery");

    /** The dot in a loop. */
    private static final Dot ELEMENT = new Dot(ValueType.ANY, List.of());

    private final TemplateTokens tokens;
    private final TemplateVariables variables = new TemplateVariables();
    private final TemplateExpressionParser expressions;

    TemplateParser(String source, Map<String, ValueType> fields) {
        this.tokens = new TemplateTokens(source);
        this.expressions = new TemplateExpressionParser(tokens, fields, variables);
    }

    /**
     * Reads the whole template.
     *
     * @throws TemplateException when it is not understood
     */
    List<TemplateNode> parse() {
        List<TemplateNode> nodes = nodes();
        if (!tokens.peek().is(Kind.END)) {
            TemplateToken keyword = tokens.peekSecond();
            throw tokens.problem("\"" + keyword.text() + "\" has nothing that it belongs to", keyword);
        }
        return nodes;
    }

    /** How many variables the template has. */
    int variables() {
        return variables.count();
    }

    /** What comes before the end of the template, or {@code {{else}}} or {@code {{end}}}. */
    private List<TemplateNode> nodes() {
        List<TemplateNode> nodes = new ArrayList<>();
        while (!tokens.peek().is(Kind.END) && !atBoundary()) {
            TemplateToken token = tokens.take();
            nodes.add(token.is(Kind.TEXT) ? new Text(token.text()) : action());
        }
        return List.copyOf(nodes);
    }

    private boolean atBoundary() {
        return tokens.peek().is(Kind.OPEN)
                && (tokens.peekSecond().isName("else") || tokens.peekSecond().isName("end"));
    }

    private TemplateNode action() {
        TemplateToken first = tokens.peek();
        if (first.is(Kind.NAME) && UNSUPPORTED.contains(first.text())) {
            throw tokens.problem("\"" + first.text() + "\" is not supported here", first);
        }
        return switch (first.is(Kind.NAME) ? first.text() : "") {
            case "if", "with" -> branch(tokens.take());
            case "range" -> loop(tokens.take());
            default -> output();
        };
    }

    private TemplateNode output() {
        TemplateExpression value = expressions.declarationOrPipeline();
        close();
        if (value instanceof Assignment) {
            return new Declaration(value);
        }
        // a text that stands alone is part of the template: {{"\n"}} ends a line
        return value instanceof Literal literal && literal.value() instanceof String text
                ? new Text(text)
                : new Output(value);
    }

    private void close() {
        tokens.expect(Kind.CLOSE, "\"}}\"");
    }

    private TemplateNode branch(TemplateToken keyword) {
        expressions.enter(keyword);
        int mark = variables.visible();
        boolean movesDot = keyword.isName("with");
        TemplateExpression condition = expressions.declarationOrPipeline();
        close();
        List<TemplateNode> body = movesDot
                ? nodesWithDot(new Dot(condition.type(), condition.texts().toList()))
                : nodes();
        List<TemplateNode> otherwise = otherwise(keyword);
        variables.forgetBeyond(mark);
        expressions.leave();
        return new Branch(condition, movesDot, body, otherwise, keyword.start());
    }

    private List<TemplateNode> nodesWithDot(Dot dot) {
        Dot outer = expressions.moveDot(dot);
        List<TemplateNode> nodes = nodes();
        expressions.moveDot(outer);
        return nodes;
    }

    /** What stands behind {@code {{else}}}, if there is one, up to the {@code {{end}}} that belongs to a keyword. */
    private List<TemplateNode> otherwise(TemplateToken keyword) {
        if (boundary(keyword).isName("end")) {
            close();
            return List.of();
        }
        if (!keyword.isName("range") && tokens.peek().isName(keyword.text())) {
            return List.of(branch(tokens.take()));
        }
        close();
        List<TemplateNode> nodes = nodes();
        TemplateToken end = boundary(keyword);
        if (!end.isName("end")) {
            throw tokens.problem("there is a second \"else\"", end);
        }
        close();
        return nodes;
    }

    /** Takes opening braces, and the {@code else} or {@code end} in them. */
    private TemplateToken boundary(TemplateToken keyword) {
        if (tokens.peek().is(Kind.END)) {
            throw tokens.problem("\"" + keyword.text() + "\" has no \"end\"", keyword);
        }
        tokens.take();
        return tokens.take();
    }

    private TemplateNode loop(TemplateToken keyword) {
        expressions.enter(keyword);
        int mark = variables.visible();
        List<TemplateToken> names = loopVariables();
        TemplateExpression collection = expressions.pipeline();
        close();
        if (!collection.type().mayBe(ValueType.MAP)) {
            throw tokens.problem(collection.type() + " has no elements to range over", keyword);
        }
        int keySlot = names.size() < 2 ? Loop.NO_SLOT : expressions.declare(names.get(0));
        int valueSlot = names.isEmpty() ? Loop.NO_SLOT : expressions.declare(names.get(names.size() - 1));
        List<TemplateNode> body = nodesWithDot(ELEMENT);
        List<TemplateNode> otherwise = otherwise(keyword);
        variables.forgetBeyond(mark);
        expressions.leave();
        return new Loop(collection, keySlot, valueSlot, body, otherwise, keyword.start());
    }

    /** {@code $value :=} or {@code $key, $value :=}. */
    private List<TemplateToken> loopVariables() {
        List<TemplateToken> names = new ArrayList<>();
        TemplateToken second = tokens.peekSecond();
        if (!second.is(Kind.COMMA) && !second.is(Kind.DECLARE)) {
            return names;
        }
        names.add(tokens.expect(Kind.VARIABLE, "a variable"));
        if (tokens.takeIf(Kind.COMMA)) {
            names.add(tokens.expect(Kind.VARIABLE, "a variable"));
        }
        tokens.expect(Kind.DECLARE, "\":=\"");
        return names;
    }
}
