package dev.flagexporter.spi.event;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A frozen JSON object: immutable all the way down and sorted by key, so that it is written in order without sorting
 * again however many exporters and events share it. Keys are in the order of their UTF-8 bytes, as Go sorts them.
 */
final class JsonMap extends AbstractMap<String, @Nullable Object> {

    /** Its own fields, and the two views that every map has room for. */
    private static final int SHALLOW = ValueSizes.object(2 * Integer.BYTES + 4 * ValueSizes.REFERENCE);

    static final JsonMap EMPTY = new JsonMap(new String[0], new Object[0]);

    /** The order of UTF-8 bytes, which differs from {@code String}'s where surrogates meet the code units above them. */
    static final Comparator<String> UTF_8_ORDER = JsonMap::compareAsUtf8;

    private final String[] keys;
    private final @Nullable Object[] values;
    private final int sizeHint;
    private final int heapBytes;

    private JsonMap(String[] keys, @Nullable Object[] values) {
        this.keys = keys;
        this.values = values;
        long json = 2;
        long heap = SHALLOW + 2 * ValueSizes.references(keys.length);
        for (int i = 0; i < keys.length; i++) {
            json += keys[i].length() + 4L + ValueSizes.json(values[i]);
            heap += ValueSizes.heap(keys[i]) + ValueSizes.heap(values[i]);
        }
        this.sizeHint = ValueSizes.saturated(json);
        this.heapBytes = ValueSizes.saturated(heap);
    }

    /**
     * A map of entries whose values are frozen; of entries with the same key the last one wins, as in Go.
     *
     * @param entries sorted in place
     */
    static JsonMap ofFrozen(List<Map.Entry<String, @Nullable Object>> entries) {
        if (entries.isEmpty()) {
            return EMPTY;
        }
        entries.sort(Map.Entry.comparingByKey(UTF_8_ORDER));
        String[] keys = new String[entries.size()];
        @Nullable Object[] values = new Object[keys.length];
        int size = 0;
        for (Map.Entry<String, @Nullable Object> entry : entries) {
            if (size > 0 && keys[size - 1].equals(entry.getKey())) {
                size--;
            }
            keys[size] = entry.getKey();
            values[size++] = entry.getValue();
        }
        return size == keys.length
                ? new JsonMap(keys, values)
                : new JsonMap(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }

    /**
     * A map of values that are frozen.
     *
     * @param keys sorted, and none of them twice; kept, and shared with other maps
     * @param values kept
     */
    static JsonMap ofSorted(String[] keys, @Nullable Object[] values) {
        return new JsonMap(keys, values);
    }

    private static int compareAsUtf8(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // a surrogate stands for a code point above every other code unit
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    int sizeHint() {
        return sizeHint;
    }

    int heapBytes() {
        return heapBytes;
    }

    String keyAt(int index) {
        return keys[index];
    }

    @Nullable
    Object valueAt(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return indexOf(key) >= 0;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int index = indexOf(key);
        return index < 0 ? null : values[index];
    }

    private int indexOf(@Nullable Object key) {
        return key instanceof String text ? Arrays.binarySearch(keys, text, UTF_8_ORDER) : -1;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {

        @Override
        public int size() {
            return keys.length;
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            return keys.length == 0 ? Collections.emptyIterator() : new EntryIterator();
        }
    }

    private final class EntryIterator implements Iterator<Map.Entry<String, @Nullable Object>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < keys.length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int index = next++;
            return new SimpleImmutableEntry<>(keys[index], values[index]);
        }
    }
}
