package dev.flagexporter.spi.template;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

import dev.flagexporter.spi.event.WellFormed;
import org.jspecify.annotations.Nullable;

/**
 * Go's comparisons, but for numbers, which are compared as such whatever their types. A surrogate without its other half
 * is U+FFFD here as well, because that is what Go reads. What cannot be compared is an error where that is known
 * beforehand; where it turns out with an event, it is neither equal nor in any order.
 */
final class TemplateComparison {

    private TemplateComparison() {}

    /** What is wrong with asking whether values of these types are equal; null when nothing is. */
    static @Nullable String equalityProblem(List<ValueType> types) {
        ValueType first = types.get(0);
        for (ValueType other : types) {
            if (first != other && isCertain(first) && isCertain(other)) {
                return first + " never equals " + other;
            }
        }
        return null;
    }

    /** Whether a value cannot be of another type, nor null. */
    private static boolean isCertain(ValueType type) {
        return type != ValueType.ANY && type != ValueType.NOTHING;
    }

    /** What is wrong with asking for the order of values of these types; null when nothing is. */
    static @Nullable String orderProblem(List<ValueType> types) {
        for (ValueType type : types) {
            if (!type.mayBe(ValueType.TEXT, ValueType.NUMBER)) {
                return type + " is neither less nor greater than anything";
            }
        }
        return equalityProblem(types) == null ? null : "a text is neither less nor greater than a number";
    }

    static boolean areEqual(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number && right instanceof Number) {
            return order(left, right).getAsInt() == 0;
        }
        if (left instanceof String first && right instanceof String second) {
            return WellFormed.text(first).equals(WellFormed.text(second));
        }
        return Objects.equals(left, right);
    }

    /** The order of two numbers, or of two texts by their UTF-8 bytes; empty for anything else. */
    static OptionalInt order(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number first && right instanceof Number second) {
            return OptionalInt.of(TemplateValues.decimal(first).compareTo(TemplateValues.decimal(second)));
        }
        if (left instanceof String first && right instanceof String second) {
            return OptionalInt.of(Arrays.compareUnsigned(bytes(first), bytes(second)));
        }
        return OptionalInt.empty();
    }

    private static byte[] bytes(String text) {
        return WellFormed.text(text).getBytes(StandardCharsets.UTF_8);
    }
}
