package dev.flagexporter.spi.event;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.TreeNode;
import org.jspecify.annotations.Nullable;

/**
 * Copies one value of an application. It remembers which objects and arrays it is inside of: one that contains itself
 * more than once would otherwise double with each level, and the application's thread would never come back.
 */
final class Freezer {

    /** What stands for an object or array nested deeper than {@link JsonValues#MAX_DEPTH}. */
    static final String TOO_DEEP = "[nested too deeply]";

    /** What stands for an object or array inside itself. */
    static final String CYCLE = "[contains itself]";

    private final List<Object> around = new ArrayList<>();

    private Freezer() {}

    /** The frozen copy; the value itself when it is frozen already. */
    static @Nullable Object freeze(@Nullable Object value) {
        if (value == null || isFrozen(value)) {
            return value;
        }
        // a number is around nothing, so there is nothing to remember
        return value instanceof Number number ? JsonNumbers.canonical(number) : new Freezer().copy(value);
    }

    private static boolean isFrozen(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof JsonMap
                || value instanceof JsonList;
    }

    private @Nullable Object copy(@Nullable Object value) {
        if (value == null || (isFrozen(value) && fitsHere(value))) {
            return value;
        }
        if (value instanceof Number number) {
            return JsonNumbers.canonical(number);
        }
        if (value instanceof TreeNode tree) {
            return copy(read(tree));
        }
        if (isContainer(value)) {
            return copyContainer(value);
        }
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /** Jackson's trees are iterables of their values, and would lose the names. */
    private static @Nullable Object read(TreeNode tree) {
        try (JsonParser parser = tree.traverse()) {
            return parser.nextToken() == null ? null : JsonValues.read(parser);
        } catch (IOException | JsonLimitException e) {
            // embedded Java objects, or beyond the limits: the text of the tree is JSON still
            return tree.toString();
        }
    }

    /** A path is an iterable of paths, each of which is one of itself: not a list but a text. */
    private static boolean isContainer(Object value) {
        return value instanceof Map<?, ?>
                || (value instanceof Iterable<?> && !(value instanceof Path))
                || value.getClass().isArray();
    }

    private boolean fitsHere(Object frozen) {
        return around.size() + depthOf(frozen) <= JsonValues.MAX_DEPTH;
    }

    private static int depthOf(@Nullable Object frozen) {
        int depth = 0;
        if (frozen instanceof JsonMap map) {
            for (int i = 0; i < map.size(); i++) {
                depth = Math.max(depth, depthOf(map.valueAt(i)));
            }
            return depth + 1;
        }
        if (frozen instanceof JsonList list) {
            for (Object element : list) {
                depth = Math.max(depth, depthOf(element));
            }
            return depth + 1;
        }
        return depth;
    }

    private Object copyContainer(Object value) {
        if (isInside(value)) {
            return CYCLE;
        }
        if (around.size() == JsonValues.MAX_DEPTH) {
            return TOO_DEEP;
        }
        around.add(value);
        Object frozen = value instanceof Map<?, ?> map ? copyMap(map) : copyElements(value);
        around.remove(around.size() - 1);
        return frozen;
    }

    @SuppressWarnings("ReferenceEquality") // two that are merely equal are no cycle
    private boolean isInside(Object value) {
        for (Object outer : around) {
            if (outer == value) {
                return true;
            }
        }
        return false;
    }

    private JsonMap copyMap(Map<?, ?> map) {
        List<Map.Entry<String, @Nullable Object>> entries = new ArrayList<>(map.size());
        map.forEach((key, value) -> entries.add(new SimpleImmutableEntry<>(String.valueOf(key), copy(value))));
        return JsonMap.ofFrozen(entries);
    }

    private JsonList copyElements(Object value) {
        List<@Nullable Object> elements = new ArrayList<>();
        if (value instanceof Iterable<?> iterable) {
            iterable.forEach(element -> elements.add(copy(element)));
        } else {
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(copy(Array.get(value, i)));
            }
        }
        return JsonList.ofFrozen(elements);
    }
}
