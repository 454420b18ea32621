package dev.flagexporter.spi.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.template.TemplateExpression.Dot;
import dev.flagexporter.spi.template.TemplateExpression.Literal;
import dev.flagexporter.spi.template.TemplateToken.Kind;
import org.jspecify.annotations.Nullable;

/** Reads what stands in braces behind a keyword, or alone: values, calls and pipes. */
final class TemplateExpressionParser {

    private static final int MAX_DEPTH = 50;
    private static final Set<String> CONSTANTS = Set.of("true", "false", "nil");
    private static final Dot WHOLE = new Dot(ValueType.WHOLE, List.of());

    private final TemplateTokens tokens;
    private final Map<String, ValueType> fields;
    private final TemplateVariables variables;
    private Dot dot = WHOLE;
    private int depth;

    TemplateExpressionParser(TemplateTokens tokens, Map<String, ValueType> fields, TemplateVariables variables) {
        this.tokens = tokens;
        this.fields = fields;
        this.variables = variables;
    }

    /** What the dot stands for from here on; what it stood for before. */
    Dot moveDot(Dot newDot) {
        Dot before = dot;
        dot = newDot;
        return before;
    }

    /** One level deeper, of what a template may have inside each other. */
    void enter(TemplateToken token) {
        depth++;
        if (depth > MAX_DEPTH) {
            throw tokens.problem("more than " + MAX_DEPTH + " things are inside each other", token);
        }
    }

    void leave() {
        depth--;
    }

    /** A pipeline, the value of which may be given to a variable. */
    TemplateExpression declarationOrPipeline() {
        if (tokens.peek().is(Kind.VARIABLE) && tokens.peekSecond().is(Kind.DECLARE)) {
            TemplateToken variable = tokens.take();
            tokens.take();
            TemplateExpression value = pipeline();
            return new TemplateExpression.Assignment(declare(variable, value), value);
        }
        return pipeline();
    }

    private int declare(TemplateToken variable, TemplateExpression value) {
        return declare(variable, value.type(), value.texts());
    }

    /** A new variable that may be anything; its slot. */
    int declare(TemplateToken variable) {
        return declare(variable, ValueType.ANY, Stream.empty());
    }

    private int declare(TemplateToken variable, ValueType type, Stream<String> texts) {
        if (variable.text().isEmpty()) {
            throw tokens.problem("the variable needs a name", variable);
        }
        return variables.declare(variable.text(), type, texts);
    }

    /** Commands between pipes: the value of each is the last argument of the next one. */
    TemplateExpression pipeline() {
        TemplateExpression value = command(null);
        while (tokens.takeIf(Kind.PIPE)) {
            value = command(value);
        }
        return value;
    }

    private TemplateExpression command(@Nullable TemplateExpression piped) {
        TemplateToken first = tokens.peek();
        if (isFunction(first)) {
            return call(tokens.take(), piped);
        }
        TemplateExpression value = operand();
        if (piped != null || startsOperand(tokens.peek())) {
            throw tokens.problem("this is no function, and takes no arguments", first);
        }
        if (value.type() == ValueType.NOTHING) {
            throw tokens.problem("nil cannot stand alone", first);
        }
        return value;
    }

    private static boolean isFunction(TemplateToken token) {
        return token.is(Kind.NAME) && !CONSTANTS.contains(token.text());
    }

    private static boolean startsOperand(TemplateToken token) {
        return switch (token.kind()) {
            case NAME, FIELD, DOT, VARIABLE, STRING, NUMBER, LEFT_PARENTHESIS -> true;
            default -> false;
        };
    }

    private TemplateExpression call(TemplateToken name, @Nullable TemplateExpression piped) {
        List<TemplateExpression> arguments = new ArrayList<>();
        while (startsOperand(tokens.peek())) {
            arguments.add(operand());
        }
        if (piped != null) {
            arguments.add(piped);
        }
        return name.isName("printf") ? formatted(name, arguments) : called(name, arguments);
    }

    private TemplateExpression called(TemplateToken name, List<TemplateExpression> arguments) {
        TemplateFunction function = TemplateFunctions.named(name.text()).orElseThrow(() -> unknownFunction(name));
        String problem = function.problem(arguments);
        if (problem != null) {
            throw tokens.problem(problem, name);
        }
        return new TemplateExpression.Call(function, List.copyOf(arguments));
    }

    private TemplateException unknownFunction(TemplateToken name) {
        return tokens.problem(
                "there is no function \"" + name.text() + "\" here, known are " + TemplateFunctions.names(), name);
    }

    private TemplateExpression formatted(TemplateToken name, List<TemplateExpression> arguments) {
        if (arguments.isEmpty() || !(arguments.get(0) instanceof Literal format) || format.type() != ValueType.TEXT) {
            throw tokens.problem("the format of printf has to be a text in the template", name);
        }
        List<TemplateExpression> values = List.copyOf(arguments.subList(1, arguments.size()));
        try {
            Printf compiled = Printf.compile(String.valueOf(format.value()));
            compiled.check(values.stream().map(TemplateExpression::type).toList());
            return new TemplateExpression.Formatted(compiled, values);
        } catch (IllegalArgumentException e) {
            throw tokens.problem(String.valueOf(e.getMessage()), name);
        }
    }

    /** A value, or what is inside of it: {@code .Metadata.env}. */
    private TemplateExpression operand() {
        TemplateToken first = tokens.peek();
        TemplateExpression value = start();
        while (tokens.atMember()) {
            value = value.type() == ValueType.WHOLE ? field(tokens.take()) : member(value, tokens.take());
        }
        if (value.type() == ValueType.WHOLE) {
            throw tokens.problem("this stands for all fields together, name one of them", first);
        }
        return value;
    }

    private TemplateExpression start() {
        TemplateToken token = tokens.peek();
        return switch (token.kind()) {
            case FIELD -> dot.type() == ValueType.WHOLE ? field(tokens.take()) : member(dot, tokens.take());
            case DOT -> {
                tokens.take();
                yield dot;
            }
            case VARIABLE -> variable(tokens.take());
            case STRING -> new Literal(tokens.take().text(), ValueType.TEXT);
            case NUMBER ->
                new Literal(JsonValues.freeze(new BigDecimal(tokens.take().text())), ValueType.NUMBER);
            case NAME -> constant(tokens.take());
            case LEFT_PARENTHESIS -> inParentheses(tokens.take());
            default -> throw tokens.problem("a value is missing", token);
        };
    }

    private TemplateExpression field(TemplateToken name) {
        ValueType type = fields.get(name.text());
        if (type == null) {
            throw tokens.problem(
                    "there is no field ." + name.text() + ", known are ." + String.join(" .", fields.keySet()), name);
        }
        return new TemplateExpression.Field(name.text(), type);
    }

    private TemplateExpression member(TemplateExpression object, TemplateToken key) {
        if (!object.type().mayBe(ValueType.MAP)) {
            throw tokens.problem(object.type() + " has no field ." + key.text(), key);
        }
        return new TemplateExpression.Member(object, key.text());
    }

    private TemplateExpression variable(TemplateToken name) {
        if (name.text().isEmpty()) {
            return WHOLE;
        }
        return variables
                .named(name.text())
                .orElseThrow(() -> tokens.problem("there is no variable $" + name.text() + " here", name));
    }

    private TemplateExpression constant(TemplateToken name) {
        return switch (name.text()) {
            case "true" -> new Literal(true, ValueType.BOOLEAN);
            case "false" -> new Literal(false, ValueType.BOOLEAN);
            case "nil" -> new Literal(null, ValueType.NOTHING);
            default -> throw tokens.problem("a call among arguments needs parentheses", name);
        };
    }

    private TemplateExpression inParentheses(TemplateToken parenthesis) {
        enter(parenthesis);
        TemplateExpression value = pipeline();
        tokens.expect(Kind.RIGHT_PARENTHESIS, "\")\"");
        leave();
        return value;
    }
}
