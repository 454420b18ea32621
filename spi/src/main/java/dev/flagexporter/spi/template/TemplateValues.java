package dev.flagexporter.spi.template;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.WellFormed;
import org.jspecify.annotations.Nullable;

/** What templates do with the values of events: text, boolean, number, map, list or null. */
final class TemplateValues {

    /** Sees the elements of a collection. */
    @FunctionalInterface
    interface Visitor {

        /** Sees one element with its key or index; false to see no more. */
        boolean visit(Object key, @Nullable Object element);
    }

    private TemplateValues() {}

    /** A value as it is written: numbers in plain digits, objects and lists as JSON, null as nothing. */
    static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return WellFormed.text(text);
        }
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (isScalar(value)) {
            return value.toString();
        }
        return isCollection(value) ? JsonValues.toJson(value) : WellFormed.text(value.toString());
    }

    /** Whether a value is no text and has nothing inside. Asking for these classes is much cheaper than for interfaces. */
    static boolean isScalar(@Nullable Object value) {
        return value == null || value instanceof Boolean || value instanceof Number;
    }

    private static boolean isCollection(@Nullable Object value) {
        return value instanceof Map || value instanceof List;
    }

    /** Go's truth: false, zero, null and everything empty are false. */
    static boolean isTrue(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof Number number) {
            return decimal(number).signum() != 0;
        }
        return value instanceof String text ? !text.isEmpty() : length(value) > 0;
    }

    /** Any number, exactly. */
    static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    /** Go's length: of a text in bytes of UTF-8; 0 for what has none. */
    static long length(@Nullable Object value) {
        if (value instanceof String text) {
            return WellFormed.text(text).getBytes(StandardCharsets.UTF_8).length;
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        return value instanceof List<?> list ? list.size() : 0;
    }

    /** The element of a list or the value of an object; null when there is none. */
    static @Nullable Object element(@Nullable Object collection, @Nullable Object key) {
        if (collection instanceof Map<?, ?> map) {
            return key instanceof String ? map.get(key) : null;
        }
        if (collection instanceof List<?> list && key instanceof Long index) {
            return index >= 0 && index < list.size() ? list.get(index.intValue()) : null;
        }
        return null;
    }

    /** Whether there is nothing to range over. */
    static boolean isEmptyCollection(@Nullable Object value) {
        return !isCollection(value) || length(value) == 0;
    }

    /** Shows the elements of a list or object, the latter in the order of their keys. */
    static void forEach(@Nullable Object collection, Visitor visitor) {
        if (collection instanceof Map<?, ?> map) {
            forEach(map, visitor);
        } else if (collection instanceof List<?> list) {
            forEach(list, visitor);
        }
    }

    private static void forEach(Map<?, ?> map, Visitor visitor) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!visitor.visit(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }

    private static void forEach(List<?> list, Visitor visitor) {
        for (int i = 0; i < list.size(); i++) {
            if (!visitor.visit((long) i, list.get(i))) {
                return;
            }
        }
    }
}
