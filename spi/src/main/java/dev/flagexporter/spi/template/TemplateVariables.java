package dev.flagexporter.spi.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The variables that can be used where a template is being read: they last until the end of what they are declared in. */
final class TemplateVariables {

    private record Declared(String name, TemplateExpression.Variable variable) {}

    private final List<Declared> visible = new ArrayList<>();
    private int count;

    /** A new variable, which hides others of the same name; its slot. */
    int declare(String name, ValueType type, Stream<String> texts) {
        visible.add(new Declared(name, new TemplateExpression.Variable(count, type, texts.toList())));
        return count++;
    }

    Optional<TemplateExpression.Variable> named(String name) {
        for (int i = visible.size() - 1; i >= 0; i--) {
            if (visible.get(i).name().equals(name)) {
                return Optional.of(visible.get(i).variable());
            }
        }
        return Optional.empty();
    }

    /** How many variables can be used now, for {@link #forgetBeyond}. */
    int visible() {
        return visible.size();
    }

    /** Forgets the variables that were declared since. */
    void forgetBeyond(int mark) {
        visible.subList(mark, visible.size()).clear();
    }

    /** How many variables there are in all. */
    int count() {
        return count;
    }
}
