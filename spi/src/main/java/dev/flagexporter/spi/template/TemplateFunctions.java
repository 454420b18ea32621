package dev.flagexporter.spi.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static dev.flagexporter.spi.template.ValueType.ANY;
import static dev.flagexporter.spi.template.ValueType.BOOLEAN;
import static dev.flagexporter.spi.template.ValueType.MAP;
import static dev.flagexporter.spi.template.ValueType.NUMBER;
import static dev.flagexporter.spi.template.ValueType.TEXT;

/** Go's functions, as far as they are there; {@code printf} is {@link Printf}. */
final class TemplateFunctions {

    private static final int ANY_NUMBER = Integer.MAX_VALUE;

    private static final Map<String, TemplateFunction> BY_NAME = Stream.of(
                    new TemplateFunction("and", 1, ANY_NUMBER, ANY, types -> null, TemplateFunctions::and),
                    new TemplateFunction("or", 1, ANY_NUMBER, ANY, types -> null, TemplateFunctions::or),
                    new TemplateFunction("not", 1, 1, BOOLEAN, types -> null, TemplateFunctions::not),
                    new TemplateFunction(
                            "eq", 2, ANY_NUMBER, BOOLEAN, TemplateComparison::equalityProblem, TemplateFunctions::eq),
                    new TemplateFunction(
                            "ne", 2, 2, BOOLEAN, TemplateComparison::equalityProblem, TemplateFunctions::ne),
                    ordering("lt", order -> order < 0),
                    ordering("le", order -> order <= 0),
                    ordering("gt", order -> order > 0),
                    ordering("ge", order -> order >= 0),
                    new TemplateFunction("len", 1, 1, NUMBER, TemplateFunctions::lengthProblem, TemplateFunctions::len),
                    new TemplateFunction(
                            "index", 2, ANY_NUMBER, ANY, TemplateFunctions::indexProblem, TemplateFunctions::index),
                    new TemplateFunction("print", 0, ANY_NUMBER, TEXT, types -> null, TemplateFunctions::print),
                    new TemplateFunction("println", 0, ANY_NUMBER, TEXT, types -> null, TemplateFunctions::println))
            .collect(Collectors.toMap(TemplateFunction::name, function -> function, (a, b) -> a, TreeMap::new));

    private TemplateFunctions() {}

    static Optional<TemplateFunction> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The names of all functions, with spaces between them. */
    static String names() {
        return Stream.concat(BY_NAME.keySet().stream(), Stream.of("printf"))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** The first argument that is false, or the last one. */
    private static @Nullable Object and(List<TemplateExpression> arguments, TemplateScope scope) {
        return firstWith(false, arguments, scope);
    }

    /** The first argument that is true, or the last one. */
    private static @Nullable Object or(List<TemplateExpression> arguments, TemplateScope scope) {
        return firstWith(true, arguments, scope);
    }

    private static @Nullable Object firstWith(boolean truth, List<TemplateExpression> arguments, TemplateScope scope) {
        Object value = null;
        for (TemplateExpression argument : arguments) {
            value = argument.evaluate(scope);
            if (TemplateValues.isTrue(value) == truth) {
                return value;
            }
        }
        return value;
    }

    private static boolean not(List<TemplateExpression> arguments, TemplateScope scope) {
        return !TemplateValues.isTrue(arguments.get(0).evaluate(scope));
    }

    /** Whether the first argument equals any of the others. */
    private static boolean eq(List<TemplateExpression> arguments, TemplateScope scope) {
        Object value = arguments.get(0).evaluate(scope);
        return arguments.stream().skip(1).anyMatch(other -> TemplateComparison.areEqual(value, other.evaluate(scope)));
    }

    private static boolean ne(List<TemplateExpression> arguments, TemplateScope scope) {
        return !eq(arguments, scope);
    }

    private static TemplateFunction ordering(String name, IntPredicate holds) {
        return new TemplateFunction(
                name,
                2,
                2,
                BOOLEAN,
                TemplateComparison::orderProblem,
                (arguments, scope) ->
                        TemplateComparison.order(
                                        arguments.get(0).evaluate(scope),
                                        arguments.get(1).evaluate(scope))
                                .stream()
                                .anyMatch(holds));
    }

    private static @Nullable String lengthProblem(List<ValueType> types) {
        ValueType type = types.get(0);
        return type.mayBe(TEXT, MAP) ? null : type + " has no length";
    }

    private static long len(List<TemplateExpression> arguments, TemplateScope scope) {
        return TemplateValues.length(arguments.get(0).evaluate(scope));
    }

    private static @Nullable String indexProblem(List<ValueType> types) {
        ValueType collection = types.get(0);
        if (!collection.mayBe(MAP)) {
            return collection + " has no elements";
        }
        ValueType key = types.get(1);
        if (collection == MAP && !key.mayBe(TEXT)) {
            return "the keys of an object are texts, not " + key;
        }
        return types.stream()
                .skip(1)
                .filter(type -> !type.mayBe(TEXT, NUMBER))
                .map(type -> type + " is no key")
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Object index(List<TemplateExpression> arguments, TemplateScope scope) {
        Object value = arguments.get(0).evaluate(scope);
        for (TemplateExpression key : arguments.subList(1, arguments.size())) {
            value = TemplateValues.element(value, key.evaluate(scope));
        }
        return value;
    }

    /** The values one after the other, with a space between two that are no texts. */
    private static String print(List<TemplateExpression> arguments, TemplateScope scope) {
        StringBuilder text = new StringBuilder();
        boolean textBefore = true;
        for (TemplateExpression argument : arguments) {
            Object value = argument.evaluate(scope);
            if (!textBefore && !(value instanceof String)) {
                text.append(' ');
            }
            text.append(TemplateValues.text(value));
            textBefore = value instanceof String;
        }
        return scope.limited(text.toString());
    }

    /** The values with spaces between them, and a line feed. */
    private static String println(List<TemplateExpression> arguments, TemplateScope scope) {
        List<String> texts = new ArrayList<>();
        arguments.forEach(argument -> texts.add(TemplateValues.text(argument.evaluate(scope))));
        return scope.limited(String.join(" ", texts) + "\n");
    }
}
