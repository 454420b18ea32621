package dev.flagexporter.spi.event;

import java.io.IOException;

/** Integers in decimal digits, without a text in between. */
final class JsonInteger {

    private static final int MOST_DIGITS = 19;

    private JsonInteger() {}

    static void write(long number, OutputBuffer output) throws IOException {
        output.ensureRoom(MOST_DIGITS + 1);
        if (number < 0) {
            output.put('-');
        }
        // the least number has no positive counterpart, while each positive one has a negative
        writeNegative(number < 0 ? number : -number, output);
    }

    private static void writeNegative(long number, OutputBuffer output) {
        int end = output.size() + digits(number);
        byte[] bytes = output.array();
        long rest = number;
        int at = end;
        do {
            long tenth = rest / 10;
            bytes[--at] = (byte) ('0' + (tenth * 10 - rest));
            rest = tenth;
        } while (rest != 0);
        output.resize(end);
    }

    private static int digits(long number) {
        long limit = -10;
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            if (number > limit) {
                return digits;
            }
            limit *= 10;
        }
        return MOST_DIGITS;
    }
}
