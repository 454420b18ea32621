package dev.flagexporter.runtime.collector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of a JSON body as valid UTF-8. GO Feature Flag decodes each byte that is not UTF-8 as U+FFFD, and so it does
 * with an escape that is half of a surrogate pair, as {@code JSON.stringify} sends it for an emoji that was cut. Parsers
 * fail there, or decode overlong forms as the characters that they hide.
 */
final class Utf8Body {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BACKSLASHES = '\\' * ONES;

    /** No JSON begins with this byte. */
    private static final byte FIRST_OF_BYTE_ORDER_MARK = (byte) 0xEF;

    /** Jackson guesses the encoding from so many bytes. */
    private static final int GUESSED_LENGTH = 4;

    private static final int ESCAPE_LENGTH = 6;

    private final byte[] body;

    Utf8Body(byte[] body) {
        this.body = body;
    }

    /**
     * Whether the body can be JSON in UTF-8. Jackson takes a mark of the byte order and guesses UTF-16 and UTF-32 from
     * zeros; GO Feature Flag takes neither.
     */
    boolean startsWithText() {
        for (int i = 0; i < Math.min(body.length, GUESSED_LENGTH); i++) {
            if (body[i] == 0) {
                return false;
            }
        }
        return body.length == 0 || body[0] != FIRST_OF_BYTE_ORDER_MARK;
    }

    /** Whether nothing of the body has to be replaced. */
    boolean isValid() {
        int at = behindPlain(0);
        while (at < body.length) {
            int length = unit(at);
            if (length < 0) {
                return false;
            }
            at = behindPlain(at + length);
        }
        return true;
    }

    /** Steps over words that are plain, as nearly all are. */
    private int behindPlain(int from) {
        byte[] bytes = body;
        int last = bytes.length - Long.BYTES;
        int at = from;
        while (at <= last && isPlain((long) WORDS.get(bytes, at))) {
            at += Long.BYTES;
        }
        return at;
    }

    /** Whether eight bytes are ASCII without a backslash. */
    private static boolean isPlain(long word) {
        long differences = word ^ BACKSLASHES;
        return ((word | ((differences - ONES) & ~differences)) & HIGH_BITS) == 0;
    }

    int length() {
        return body.length;
    }

    void copy(int at, byte[] target, int targetAt, int length) {
        System.arraycopy(body, at, target, targetAt, length);
    }

    /** The length of the character or escape that begins here; negative if it has to be replaced. */
    int unit(int at) {
        int first = body[at];
        if (first == '\\') {
            return escape(at);
        }
        return first >= 0 ? 1 : character(at, first & 0xFF);
    }

    private int escape(int at) {
        int unit = escapedUnit(at);
        if (unit < 0) {
            // another escape, or one that the parser refuses; a backslash in it begins no escape
            return Math.min(2, body.length - at);
        }
        if (!isHigh(unit) && !isLow(unit)) {
            return ESCAPE_LENGTH;
        }
        return isHigh(unit) && isLow(escapedUnit(at + ESCAPE_LENGTH)) ? 2 * ESCAPE_LENGTH : -ESCAPE_LENGTH;
    }

    private static boolean isHigh(int unit) {
        return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
    }

    private static boolean isLow(int unit) {
        return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
    }

    /** The UTF-16 unit that is escaped here; negative if there is none. */
    private int escapedUnit(int at) {
        if (body.length - at < ESCAPE_LENGTH || body[at] != '\\' || body[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(body[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    /** The ranges of the second byte leave out overlong forms, surrogates, and what is beyond U+10FFFF. */
    private int character(int at, int first) {
        if (first >= 0xC2 && first <= 0xDF) {
            return sequence(at, 2, 0x80, 0xBF);
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return sequence(at, 3, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
        }
        if (first >= 0xF0 && first <= 0xF4) {
            return sequence(at, 4, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
        }
        return -1;
    }

    private int sequence(int at, int length, int least, int most) {
        if (body.length - at < length || !isWithin(body[at + 1], least, most)) {
            return -1;
        }
        for (int i = at + 2; i < at + length; i++) {
            if (!isWithin(body[i], 0x80, 0xBF)) {
                return -1;
            }
        }
        return length;
    }

    private static boolean isWithin(byte value, int least, int most) {
        int unsigned = value & 0xFF;
        return unsigned >= least && unsigned <= most;
    }
}
