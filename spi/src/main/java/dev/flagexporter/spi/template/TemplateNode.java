package dev.flagexporter.spi.template;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A part of a compiled template. */
sealed interface TemplateNode {

    /** Writes this part. */
    void render(TemplateScope scope);

    /** What a column with this part in it is called; empty when there is no field in it. */
    Optional<String> columnName();

    /** The texts of the template that this part may write. */
    Stream<String> texts();

    /** The parts inside of this one. */
    default List<TemplateNode> children() {
        return List.of();
    }

    /** Where it begins in the template, of parts with others inside. */
    default int position() {
        return 0;
    }

    private static void renderAll(List<TemplateNode> nodes, TemplateScope scope) {
        for (TemplateNode node : nodes) {
            node.render(scope);
        }
    }

    private static List<TemplateNode> joined(List<TemplateNode> first, List<TemplateNode> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Optional<String> firstName(List<TemplateNode> nodes) {
        return nodes.stream()
                .map(TemplateNode::columnName)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What stands outside of braces, and a text alone within them. */
    record Text(String text) implements TemplateNode {

        @Override
        public void render(TemplateScope scope) {
            scope.output().text(text);
        }

        @Override
        public Optional<String> columnName() {
            return Optional.empty();
        }

        @Override
        public Stream<String> texts() {
            return Stream.of(text);
        }
    }

    /**
     * A value that is written.
     *
     * @param isField whether it is a field of CSV by itself, see {@link CsvFields}
     */
    record Output(TemplateExpression expression, boolean isField) implements TemplateNode {

        Output(TemplateExpression expression) {
            this(expression, false);
        }

        @Override
        public void render(TemplateScope scope) {
            String text = TemplateValues.text(expression.evaluate(scope));
            if (isField) {
                scope.writeField(text);
            } else {
                scope.write(text);
            }
        }

        @Override
        public Optional<String> columnName() {
            return expression.columnName();
        }

        @Override
        public Stream<String> texts() {
            return expression.texts();
        }
    }

    /** A variable that gets its value; nothing is written. */
    record Declaration(TemplateExpression expression) implements TemplateNode {

        @Override
        public void render(TemplateScope scope) {
            expression.evaluate(scope);
        }

        @Override
        public Optional<String> columnName() {
            return Optional.empty();
        }

        @Override
        public Stream<String> texts() {
            return Stream.empty();
        }
    }

    /**
     * {@code if} and {@code with}.
     *
     * @param movesDot whether the dot stands for the condition's value in the body
     * @param position where it begins in the template
     */
    record Branch(
            TemplateExpression condition,
            boolean movesDot,
            List<TemplateNode> body,
            List<TemplateNode> otherwise,
            int position)
            implements TemplateNode {

        /** The same with other parts inside. */
        Branch with(List<TemplateNode> newBody, List<TemplateNode> newOtherwise) {
            return new Branch(condition, movesDot, newBody, newOtherwise, position);
        }

        @Override
        public void render(TemplateScope scope) {
            Object value = condition.evaluate(scope);
            if (!TemplateValues.isTrue(value)) {
                renderAll(otherwise, scope);
            } else if (movesDot) {
                Object outer = scope.moveDot(value);
                renderAll(body, scope);
                scope.moveDot(outer);
            } else {
                renderAll(body, scope);
            }
        }

        @Override
        public Optional<String> columnName() {
            return condition.columnName().or(() -> firstName(body));
        }

        @Override
        public List<TemplateNode> children() {
            return joined(body, otherwise);
        }

        @Override
        public Stream<String> texts() {
            return children().stream().flatMap(TemplateNode::texts);
        }
    }

    /**
     * {@code range}: once for each element of a list, or each value of an object in the order of its keys.
     *
     * @param keySlot the variable that gets the key or index; {@link #NO_SLOT} for none
     * @param valueSlot the variable that gets the element or value; {@link #NO_SLOT} for none
     * @param position where it begins in the template
     */
    record Loop(
            TemplateExpression collection,
            int keySlot,
            int valueSlot,
            List<TemplateNode> body,
            List<TemplateNode> otherwise,
            int position)
            implements TemplateNode {

        static final int NO_SLOT = -1;

        /** The same with other parts inside. */
        Loop with(List<TemplateNode> newBody, List<TemplateNode> newOtherwise) {
            return new Loop(collection, keySlot, valueSlot, newBody, newOtherwise, position);
        }

        @Override
        public void render(TemplateScope scope) {
            Object value = collection.evaluate(scope);
            if (TemplateValues.isEmptyCollection(value)) {
                renderAll(otherwise, scope);
            } else {
                TemplateValues.forEach(value, (key, element) -> renderBody(scope, key, element));
            }
        }

        private boolean renderBody(TemplateScope scope, Object key, @Nullable Object element) {
            set(scope, keySlot, key);
            set(scope, valueSlot, element);
            Object outer = scope.moveDot(element);
            renderAll(body, scope);
            scope.moveDot(outer);
            return scope.hasRoom();
        }

        private static void set(TemplateScope scope, int slot, @Nullable Object value) {
            if (slot != NO_SLOT) {
                scope.set(slot, value);
            }
        }

        @Override
        public Optional<String> columnName() {
            return collection.columnName();
        }

        @Override
        public List<TemplateNode> children() {
            return joined(body, otherwise);
        }

        @Override
        public Stream<String> texts() {
            return children().stream().flatMap(TemplateNode::texts);
        }
    }
}
