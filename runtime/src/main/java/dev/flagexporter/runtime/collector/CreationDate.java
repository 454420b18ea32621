package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.flagexporter.spi.event.JsonLimitException;
import dev.flagexporter.spi.event.JsonValues;
import org.jspecify.annotations.Nullable;

/** Creation dates: epoch seconds, which senders also write with a fraction, or in a finer unit. */
final class CreationDate {

    /** What is larger is in milliseconds or finer. */
    static final long MAX_SECONDS = 9_999_999_999L;

    private static final int SURELY_FITS_LONG = 18;
    private static final int DIGITS_OF_SECONDS = 10;

    private CreationDate() {}

    /**
     * Reads the number that the parser stands on, without its fraction. Of one that does not fit into 64 bits these
     * are the first eleven digits, of which {@link #seconds} takes ten, as it does of any other that is too large.
     *
     * @return null for a negative number that does not fit
     */
    static @Nullable Long read(JsonParser parser) throws IOException, JsonLimitException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= SURELY_FITS_LONG) {
            return parser.getLongValue();
        }
        Number number = JsonValues.readNumber(parser);
        return number instanceof Long seconds ? seconds : withinLong(whole(number));
    }

    private static BigInteger whole(Number number) {
        return number instanceof BigDecimal decimal ? decimal.toBigInteger() : (BigInteger) number;
    }

    private static @Nullable Long withinLong(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number.signum() < 0 ? null : Long.valueOf(number.toString().substring(0, DIGITS_OF_SECONDS + 1));
    }

    static boolean isCut(long date) {
        return date > MAX_SECONDS;
    }

    /** The first ten digits of a date that has more. */
    static long seconds(long date) {
        long seconds = date;
        while (seconds > MAX_SECONDS) {
            seconds /= 10;
        }
        return seconds;
    }
}
