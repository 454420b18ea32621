package dev.flagexporter.spi.event;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;

/** A frozen JSON array: immutable all the way down. */
final class JsonList extends AbstractList<@Nullable Object> implements RandomAccess {

    private final @Nullable Object[] values;
    private final int sizeHint;

    private JsonList(@Nullable Object[] values) {
        this.values = values;
        int size = 2;
        for (Object value : values) {
            size += JsonValues.sizeHint(value) + 1;
        }
        this.sizeHint = size;
    }

    /** A list of values that are frozen; they are copied out of the given list. */
    static JsonList ofFrozen(List<@Nullable Object> values) {
        return new JsonList(values.toArray());
    }

    int sizeHint() {
        return sizeHint;
    }

    @Override
    public @Nullable Object get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
