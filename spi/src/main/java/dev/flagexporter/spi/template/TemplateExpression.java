package dev.flagexporter.spi.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A value in a compiled template. Evaluating it never fails, whatever is in an event. */
sealed interface TemplateExpression {

    @Nullable
    Object evaluate(TemplateScope scope);

    /** What is known of the value before there is an event. */
    ValueType type();

    /** What a column with this value is called; empty when there is no field in it. */
    Optional<String> columnName();

    /** The texts of the template that may be part of the value; empty if it comes from the event alone. */
    default Stream<String> texts() {
        return Stream.empty();
    }

    /** A value that stands in the template. */
    record Literal(@Nullable Object value, ValueType type) implements TemplateExpression {

        @Override
        public @Nullable Object evaluate(TemplateScope scope) {
            return value;
        }

        @Override
        public Optional<String> columnName() {
            return Optional.empty();
        }

        @Override
        public Stream<String> texts() {
            return value instanceof String text ? Stream.of(text) : Stream.empty();
        }
    }

    /** A field of the event. */
    record Field(String name, ValueType type) implements TemplateExpression {

        @Override
        public @Nullable Object evaluate(TemplateScope scope) {
            return scope.field(name);
        }

        @Override
        public Optional<String> columnName() {
            return Optional.of(Character.toLowerCase(name.charAt(0)) + name.substring(1));
        }
    }

    /**
     * What {@code with} or {@code range} has moved the dot to.
     *
     * @param ownTexts the {@linkplain #texts() texts} of that value
     */
    record Dot(ValueType type, List<String> ownTexts) implements TemplateExpression {

        @Override
        public @Nullable Object evaluate(TemplateScope scope) {
            return scope.dot();
        }

        @Override
        public Optional<String> columnName() {
            return Optional.empty();
        }

        @Override
        public Stream<String> texts() {
            return ownTexts.stream();
        }
    }

    /**
     * A variable.
     *
     * @param ownTexts the {@linkplain #texts() texts} of its value
     */
    record Variable(int slot, ValueType type, List<String> ownTexts) implements TemplateExpression {

        @Override
        public @Nullable Object evaluate(TemplateScope scope) {
            return scope.get(slot);
        }

        @Override
        public Optional<String> columnName() {
            return Optional.empty();
        }

        @Override
        public Stream<String> texts() {
            return ownTexts.stream();
        }
    }

    /** A variable gets a value, which is the value of the whole. */
    record Assignment(int slot, TemplateExpression value) implements TemplateExpression {

        @Override
        public @Nullable Object evaluate(TemplateScope scope) {
            Object evaluated = value.evaluate(scope);
            scope.set(slot, evaluated);
            return evaluated;
        }

        @Override
        public ValueType type() {
            return value.type();
        }

        @Override
        public Optional<String> columnName() {
            return value.columnName();
        }

        @Override
        public Stream<String> texts() {
            return value.texts();
        }
    }

    /** The value of a key of an object; null when there is no such key, or it is no object. */
    record Member(TemplateExpression object, String key) implements TemplateExpression {

        @Override
        public @Nullable Object evaluate(TemplateScope scope) {
            return object.evaluate(scope) instanceof Map<?, ?> map ? map.get(key) : null;
        }

        @Override
        public ValueType type() {
            return ValueType.ANY;
        }

        @Override
        public Optional<String> columnName() {
            return object.columnName().map(name -> name + "." + key);
        }
    }

    record Call(TemplateFunction function, List<TemplateExpression> arguments) implements TemplateExpression {

        @Override
        public @Nullable Object evaluate(TemplateScope scope) {
            return function.body().call(arguments, scope);
        }

        @Override
        public ValueType type() {
            return function.result();
        }

        /** That of the first field among the arguments; {@code index} adds its keys. */
        @Override
        public Optional<String> columnName() {
            return function.name().equals("index")
                    ? arguments.get(0).columnName().map(this::withKeys)
                    : firstName(arguments);
        }

        private String withKeys(String name) {
            StringBuilder names = new StringBuilder(name);
            for (TemplateExpression key : arguments.subList(1, arguments.size())) {
                if (key instanceof Literal literal) {
                    names.append('.').append(literal.value());
                }
            }
            return names.toString();
        }

        @Override
        public Stream<String> texts() {
            return switch (function.name()) {
                case "and", "or", "print" -> textsOf(arguments);
                case "println" -> Stream.concat(textsOf(arguments), Stream.of("\n"));
                default -> Stream.empty();
            };
        }
    }

    /** {@code printf}. */
    record Formatted(Printf format, List<TemplateExpression> arguments) implements TemplateExpression {

        @Override
        public Object evaluate(TemplateScope scope) {
            return scope.limited(format.format(
                    arguments.stream().map(argument -> argument.evaluate(scope)).iterator()));
        }

        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }

        @Override
        public Optional<String> columnName() {
            return firstName(arguments);
        }

        @Override
        public Stream<String> texts() {
            return Stream.concat(format.texts(), textsOf(arguments));
        }
    }

    private static Stream<String> textsOf(List<TemplateExpression> expressions) {
        return expressions.stream().flatMap(TemplateExpression::texts);
    }

    private static Optional<String> firstName(List<TemplateExpression> arguments) {
        return arguments.stream()
                .map(TemplateExpression::columnName)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
