package dev.flagexporter.spi.event;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * Sizes of frozen values, as JSON and on the heap. Maps and lists know theirs, so that a size costs the same however
 * large the value is. The heap is that of a 64-bit JVM with compressed references: object headers of 12 bytes, references
 * of 4 bytes, objects aligned to 8 bytes.
 */
final class ValueSizes {

    private static final int OBJECT_HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    static final int REFERENCE = 4;
    private static final int ALIGNMENT = 8;

    /** A string and the header of its array. */
    private static final int STRING = 24 + ARRAY_HEADER;

    private static final int LONG = 24;
    private static final int BIG_NUMBER = 40;

    /** Digits that a decimal holds without an integer of its own. */
    private static final int COMPACT_DIGITS = 18;

    /** A string this short counts as Latin-1: a look at its characters would cost more than the difference is worth. */
    static final int SHORT = 40;

    /** How many characters of a longer string are looked at. */
    private static final int SAMPLES = 16;

    private static final int LATIN_1 = 0x100;

    /** What JSON needs for a number, a boolean or null; about. */
    private static final int SCALAR = 8;

    private ValueSizes() {}

    static int saturated(long size) {
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    static int json(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long) {
            return SCALAR;
        }
        if (value instanceof String text) {
            return saturated(text.length() + 2L);
        }
        if (value instanceof JsonMap map) {
            return map.sizeHint();
        }
        if (value instanceof JsonList list) {
            return list.sizeHint();
        }
        if (value instanceof BigInteger integer) {
            return saturated(digits(integer.bitLength()) + 2);
        }
        return value instanceof BigDecimal decimal ? saturated((long) decimal.precision() + SCALAR) : SCALAR;
    }

    /** About as many decimal digits as so many bits are. */
    private static long digits(long bits) {
        return bits * 3 / 10;
    }

    /** The bytes that a value retains; none for null, booleans and integers that the JVM shares. */
    static long heap(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return 0;
        }
        if (value instanceof String text) {
            return heap(text);
        }
        if (value instanceof JsonMap map) {
            return map.heapBytes();
        }
        if (value instanceof JsonList list) {
            return list.heapBytes();
        }
        return number(value);
    }

    /** The bytes of a string; none for the empty one, which is shared. */
    static long heap(String text) {
        int length = text.length();
        return length <= SHORT ? shortStrings(1 - countIfEmpty(text), length) : longString(text, length);
    }

    /** The bytes of short strings, of which so many are not empty; they are aligned on average. */
    static int shortStrings(int count, int length) {
        return count * (STRING + ALIGNMENT / 2) + length;
    }

    /** 1 for the empty string, else 0: without a branch. */
    static int countIfEmpty(String text) {
        return (text.length() - 1) >>> (Integer.SIZE - 1);
    }

    private static long longString(String text, int length) {
        return STRING + aligned(isLatin1(text, length) ? length : 2L * length);
    }

    private static boolean isLatin1(String text, int length) {
        int step = length / SAMPLES;
        for (int i = 0; i < SAMPLES; i++) {
            if (text.charAt(i * step) >= LATIN_1) {
                return false;
            }
        }
        return true;
    }

    private static long number(Object value) {
        if (value instanceof Long number) {
            return number == number.byteValue() ? 0 : LONG;
        }
        if (value instanceof BigInteger integer) {
            return bigInteger(integer.bitLength());
        }
        if (value instanceof BigDecimal decimal) {
            int digits = decimal.precision();
            // a digit has 3.33 bits
            return digits <= COMPACT_DIGITS ? BIG_NUMBER : BIG_NUMBER + bigInteger(digits * 10L / 3);
        }
        throw new IllegalArgumentException("not a frozen value: " + value.getClass());
    }

    private static long bigInteger(long bits) {
        return BIG_NUMBER + ARRAY_HEADER + aligned((bits + Integer.SIZE - 1) / Integer.SIZE * Integer.BYTES);
    }

    /** The bytes of an array of references, without what they refer to. */
    static long references(int count) {
        return ARRAY_HEADER + aligned((long) count * REFERENCE);
    }

    /** The bytes of an object with so many bytes of fields. */
    static int object(int fields) {
        return (int) aligned(OBJECT_HEADER + fields);
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
