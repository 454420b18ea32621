package dev.flagexporter.spi.template;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A function of templates.
 *
 * @param name its name
 * @param least the least number of arguments
 * @param most the largest number of arguments
 * @param result the type of its results
 * @param check finds what is wrong with arguments of these types
 * @param body what it does
 */
record TemplateFunction(String name, int least, int most, ValueType result, Check check, Body body) {

    /** Looks at the types of arguments before there is an event. */
    @FunctionalInterface
    interface Check {

        /** What is wrong with them; null when nothing is. */
        @Nullable
        String problem(List<ValueType> types);
    }

    /** Computes a result, whatever the values of the arguments. */
    @FunctionalInterface
    interface Body {

        @Nullable
        Object call(List<TemplateExpression> arguments, TemplateScope scope);
    }

    /** What is wrong with a call; null when nothing is. */
    @Nullable
    String problem(List<TemplateExpression> arguments) {
        int count = arguments.size();
        if (count < least || count > most) {
            return "\"" + name + "\" takes " + range() + ", not " + count;
        }
        return check.problem(arguments.stream().map(TemplateExpression::type).toList());
    }

    private String range() {
        if (least == most) {
            return least + (least == 1 ? " argument" : " arguments");
        }
        return most == Integer.MAX_VALUE ? least + " arguments or more" : least + " to " + most + " arguments";
    }
}
