package dev.flagexporter.spi.event;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * One form for each number: {@link Long} where it fits, {@link BigInteger} for larger integers, {@link BigDecimal} for
 * the rest. {@code 1.0} and {@code 1} are the same number, as they are to Go.
 */
final class JsonNumbers {

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    /** A number of so many characters is neither too large for a {@code long} nor for a {@code double}. */
    static final int SHORT = 18;

    /** How many digits the largest {@code double} has before its decimal point. */
    private static final int DIGITS_OF_LARGEST = 309;

    private JsonNumbers() {}

    /** Returns the canonical form of a number; a string for NaN, infinities and unknown classes. */
    static Object canonical(Number number) {
        if (number instanceof Long) {
            return number;
        }
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        if (number instanceof BigDecimal decimal) {
            // written in plain digits, 1E+1000000000 would take the memory of the process
            return withinLimits(decimal) ? canonical(decimal) : decimal.toString();
        }
        if (number instanceof BigInteger integer) {
            return canonical(integer);
        }
        if (number instanceof Double || number instanceof Float) {
            return fromFloatingPoint(number);
        }
        return number.toString();
    }

    /** The shortest decimal of a float is not that of the double it widens to, hence by way of its text. */
    private static Object fromFloatingPoint(Number number) {
        return Double.isFinite(number.doubleValue()) ? canonical(new BigDecimal(number.toString())) : number.toString();
    }

    static Object canonical(BigInteger integer) {
        return integer.compareTo(MIN_LONG) >= 0 && integer.compareTo(MAX_LONG) <= 0 ? integer.longValue() : integer;
    }

    static Object canonical(BigDecimal decimal) {
        BigDecimal stripped = decimal.stripTrailingZeros();
        boolean shortInteger = stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= 19;
        return shortInteger ? canonical(stripped.toBigIntegerExact()) : stripped;
    }

    /** Returns the canonical form of a short fraction; null if it has an exponent, or a zero at the end that it may not keep. */
    static @Nullable Number fraction(char[] characters, int offset, int length) {
        if (characters[offset + length - 1] == '0') {
            return null;
        }
        for (int i = offset; i < offset + length; i++) {
            if (characters[i] > '9') {
                return null;
            }
        }
        return new BigDecimal(characters, offset, length);
    }

    /** Whether a number is small enough to be handled without harm, see {@link JsonValues#MAX_EXPONENT}. */
    static boolean withinLimits(BigDecimal decimal) {
        return decimal.signum() == 0
                || Math.abs((long) decimal.precision() - decimal.scale()) <= JsonValues.MAX_EXPONENT;
    }

    /** Whether a number within limits is not infinite as a {@code double}. */
    static boolean fitsDouble(Number number) {
        if (number instanceof BigDecimal decimal) {
            // a number with fewer digits than the largest is smaller
            return (long) decimal.precision() - decimal.scale() < DIGITS_OF_LARGEST
                    || Double.isFinite(decimal.doubleValue());
        }
        return !(number instanceof BigInteger) || Double.isFinite(number.doubleValue());
    }
}
