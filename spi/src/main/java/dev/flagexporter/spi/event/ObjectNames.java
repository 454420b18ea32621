package dev.flagexporter.spi.event;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The names of a received object: in the order in which they came, and sorted. Objects that have the same names in the same
 * order share them, so the names are sorted once, and events do not hold arrays of their own.
 *
 * <p><b>Thread safety.</b> Known names are read and written without synchronization, which is enough for immutable objects:
 * a thread that does not see the newest ones sorts them itself.
 */
final class ObjectNames {

    private static final int KNOWN_BITS = 10;

    /** The limits on what is remembered: what a sender makes up should not stay in memory. */
    private static final int MOST_NAMES = 32;

    private static final int MOST_CHARACTERS = 1024;

    /** 2<sup>32</sup> divided by the golden ratio: its products are spread over the upper bits. */
    private static final int SPREAD = 0x9E3779B9;

    private static final @Nullable ObjectNames[] KNOWN = new @Nullable ObjectNames[1 << KNOWN_BITS];

    private final String[] received;
    private final String[] sorted;
    private final int[] origins;

    private ObjectNames(String[] received, String[] sorted, int[] origins) {
        this.received = received;
        this.sorted = sorted;
        this.origins = origins;
    }

    /** Returns the names of an object: the {@code count} strings from {@code start} on. */
    static ObjectNames of(@Nullable String[] names, int start, int count) {
        int slot = slot(names, start, count);
        @Nullable ObjectNames first = KNOWN[slot];
        if (first != null && first.are(names, start, count)) {
            return first;
        }
        @Nullable ObjectNames second = KNOWN[slot ^ 1];
        if (second != null && second.are(names, start, count)) {
            return second;
        }
        ObjectNames added = sorted(Arrays.copyOfRange(names, start, start + count));
        if (added.isWorthKnowing()) {
            KNOWN[slot ^ 1] = first;
            KNOWN[slot] = added;
        }
        return added;
    }

    /** Names are in this slot or in its neighbour, because two that come in turns may have the same slot. */
    private static int slot(@Nullable String[] names, int start, int count) {
        int hash = count;
        for (int i = start; i < start + count; i++) {
            hash = 31 * hash + String.valueOf(names[i]).hashCode();
        }
        return (hash * SPREAD) >>> (Integer.SIZE - KNOWN_BITS);
    }

    @SuppressWarnings("ReferenceEquality") // a parser gives the same string for the same name, nearly always
    private boolean are(@Nullable String[] names, int start, int count) {
        if (count != received.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (received[i] != names[start + i] && !received[i].equals(names[start + i])) {
                return false;
            }
        }
        return true;
    }

    /** Of names that come twice the last one counts, as in Go. */
    private static ObjectNames sorted(String[] received) {
        Integer[] order = new Integer[received.length];
        Arrays.setAll(order, i -> i);
        // stable, so the last one that was received is the last one of its equals
        Arrays.sort(order, (left, right) -> JsonMap.UTF_8_ORDER.compare(received[left], received[right]));
        String[] sorted = new String[received.length];
        int[] origins = new int[received.length];
        int size = 0;
        for (int origin : order) {
            if (size > 0 && sorted[size - 1].equals(received[origin])) {
                size--;
            }
            sorted[size] = received[origin];
            origins[size++] = origin;
        }
        return new ObjectNames(received, Arrays.copyOf(sorted, size), Arrays.copyOf(origins, size));
    }

    private boolean isWorthKnowing() {
        if (received.length > MOST_NAMES) {
            return false;
        }
        int characters = 0;
        for (String name : received) {
            characters += name.length();
        }
        return characters <= MOST_CHARACTERS;
    }

    /** Returns the object whose values are those from {@code start} on, in the order in which they came. */
    JsonMap with(@Nullable Object[] values, int start) {
        @Nullable Object[] own = new @Nullable Object[origins.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = values[start + origins[i]];
        }
        return JsonMap.ofSorted(sorted, own);
    }
}
