package dev.flagexporter.spi.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Texts in quotes: escaped, as Jackson does, is what JSON wants escaped, and, as Go does, U+2028 and U+2029, where some
 * readers end a line. A surrogate without its other half, which UTF-8 cannot hold, is U+FFFD.
 */
final class JsonText {

    /** How much of a long text is written between two looks at the room that there is. */
    private static final int PART = 4 * 1024;

    /** The most bytes that a code unit becomes. */
    private static final int LONGEST = 6;

    private static final int ASCII = 0x80;
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';
    private static final byte[] HEXADECIMAL = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** What follows the backslash: 0 where there is none, {@code u} where a number follows. */
    private static final byte[] ESCAPES = escapes();

    private JsonText() {}

    private static byte[] escapes() {
        byte[] escapes = new byte[ASCII];
        for (int control = 0; control < ' '; control++) {
            escapes[control] = 'u';
        }
        String escaped = "\b\f\n\r\t\"\\";
        String letters = "bfnrt\"\\";
        for (int i = 0; i < escaped.length(); i++) {
            escapes[escaped.charAt(i)] = (byte) letters.charAt(i);
        }
        return escapes;
    }

    static void write(String text, OutputBuffer output) throws IOException {
        if (text.length() > PART || !writePlain(text, output)) {
            writeParts(text, output);
        }
    }

    /** Nearly all texts are short and plain; false, and nothing is written, when this one is not. */
    private static boolean writePlain(String text, OutputBuffer output) throws IOException {
        int length = text.length();
        output.ensureRoom(length + 2);
        byte[] bytes = output.array();
        int start = output.size();
        if (copyPlain(text, 0, length, bytes, start + 1) < length) {
            return false;
        }
        bytes[start] = '"';
        bytes[start + 1 + length] = '"';
        output.resize(start + length + 2);
        return true;
    }

    private static void writeParts(String text, OutputBuffer output) throws IOException {
        output.write('"');
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + PART);
            output.ensureRoom(end - at);
            int start = output.size();
            int stop = copyPlain(text, at, end, output.array(), start - at);
            output.resize(start + stop - at);
            at = writeOthers(text, stop, output);
        }
        output.write('"');
    }

    /** Copies characters as long as they are plain; where it stopped. This is the loop that has to be fast. */
    private static int copyPlain(String text, int from, int end, byte[] bytes, int offset) {
        int at = from;
        while (at < end) {
            char unit = text.charAt(at);
            if (!isPlain(unit)) {
                break;
            }
            bytes[offset + at] = (byte) unit;
            at++;
        }
        return at;
    }

    private static boolean isPlain(char unit) {
        return unit < ASCII && unit >= ' ' && unit != '"' && unit != '\\';
    }

    private static int writeOthers(String text, int from, OutputBuffer output) throws IOException {
        int at = from;
        while (at < text.length() && !isPlain(text.charAt(at))) {
            output.ensureRoom(LONGEST);
            at += writeOther(text, at, output);
        }
        return at;
    }

    /** Writes a character; how many units it has. */
    private static int writeOther(String text, int at, OutputBuffer output) {
        char unit = text.charAt(at);
        if (unit < ASCII) {
            writeEscaped(unit, output);
            return 1;
        }
        int character = text.codePointAt(at);
        if (Character.isSupplementaryCodePoint(character)) {
            writeEncoded(character, output);
            return 2;
        }
        if (unit == LINE_SEPARATOR || unit == PARAGRAPH_SEPARATOR) {
            writeHexadecimal(unit, output);
        } else {
            writeEncoded(Character.isSurrogate(unit) ? WellFormed.REPLACEMENT : unit, output);
        }
        return 1;
    }

    private static void writeEscaped(char unit, OutputBuffer output) {
        if (ESCAPES[unit] == 'u') {
            writeHexadecimal(unit, output);
        } else {
            output.put('\\');
            output.put(ESCAPES[unit]);
        }
    }

    private static void writeHexadecimal(char unit, OutputBuffer output) {
        output.put('\\');
        output.put('u');
        output.put(HEXADECIMAL[unit >> 12]);
        output.put(HEXADECIMAL[(unit >> 8) & 0xF]);
        output.put(HEXADECIMAL[(unit >> 4) & 0xF]);
        output.put(HEXADECIMAL[unit & 0xF]);
    }

    /** UTF-8, of which the first byte says how many there are. */
    private static void writeEncoded(int character, OutputBuffer output) {
        if (character < 0x800) {
            output.put(0xC0 | (character >> 6));
        } else if (Character.isBmpCodePoint(character)) {
            output.put(0xE0 | (character >> 12));
            output.put(continuation(character >> 6));
        } else {
            output.put(0xF0 | (character >> 18));
            output.put(continuation(character >> 12));
            output.put(continuation(character >> 6));
        }
        output.put(continuation(character));
    }

    private static int continuation(int bits) {
        return ASCII | (bits & 0x3F);
    }
}
