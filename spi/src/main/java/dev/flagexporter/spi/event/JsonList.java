package dev.flagexporter.spi.event;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;

/** A frozen JSON array: immutable all the way down. */
final class JsonList extends AbstractList<@Nullable Object> implements RandomAccess {

    /** Its own fields, and the count of modifications that every list has. */
    private static final int SHALLOW = ValueSizes.object(3 * Integer.BYTES + ValueSizes.REFERENCE);

    private final @Nullable Object[] values;
    private final int sizeHint;
    private final int heapBytes;

    private JsonList(@Nullable Object[] values) {
        this.values = values;
        long json = 2;
        long heap = SHALLOW + ValueSizes.references(values.length);
        for (Object value : values) {
            json += ValueSizes.json(value) + 1L;
            heap += ValueSizes.heap(value);
        }
        this.sizeHint = ValueSizes.saturated(json);
        this.heapBytes = ValueSizes.saturated(heap);
    }

    /** A list of values that are frozen; they are copied out of the given list. */
    static JsonList ofFrozen(List<@Nullable Object> values) {
        return ofFrozen(values.toArray());
    }

    /** A list of values that are frozen; the array is kept. */
    static JsonList ofFrozen(@Nullable Object[] values) {
        return new JsonList(values);
    }

    int sizeHint() {
        return sizeHint;
    }

    int heapBytes() {
        return heapBytes;
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
