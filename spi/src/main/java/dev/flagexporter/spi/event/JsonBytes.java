package dev.flagexporter.spi.event;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Frozen values as the bytes of their JSON: those that {@link JsonValues#write} makes Jackson's generator write. */
final class JsonBytes {

    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    /** Numbers that are no longer are written digit by digit rather than by way of an array. */
    private static final int SHORT = 40;

    private final OutputBuffer output;

    JsonBytes(OutputBuffer output) {
        this.output = output;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void value(@Nullable Object value) throws IOException {
        if (value instanceof String text) {
            JsonText.write(text, output);
        } else if (value instanceof JsonMap map) {
            map(map);
        } else if (value instanceof JsonList list) {
            list(list);
        } else {
            scalar(value);
        }
    }

    private void scalar(@Nullable Object value) throws IOException {
        if (value == null) {
            output.write(NULL);
        } else if (value instanceof Boolean bool) {
            bool(bool);
        } else if (value instanceof Long number) {
            JsonInteger.write(number, output);
        } else if (value instanceof BigInteger || value instanceof BigDecimal) {
            digits(value.toString());
        } else {
            throw new IllegalArgumentException("not a frozen value: " + value.getClass());
        }
    }

    /** The text of a large number or a fraction. */
    private void digits(String text) throws IOException {
        if (text.length() > SHORT) {
            output.write(ascii(text));
            return;
        }
        output.ensureRoom(text.length());
        for (int i = 0; i < text.length(); i++) {
            output.put(text.charAt(i));
        }
    }

    void bool(boolean bool) throws IOException {
        output.write(bool ? TRUE : FALSE);
    }

    private void map(JsonMap map) throws IOException {
        output.write('{');
        for (int i = 0; i < map.size(); i++) {
            if (i > 0) {
                output.write(',');
            }
            JsonText.write(map.keyAt(i), output);
            output.write(':');
            value(map.valueAt(i));
        }
        output.write('}');
    }

    private void list(JsonList list) throws IOException {
        output.write('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                output.write(',');
            }
            value(list.get(i));
        }
        output.write(']');
    }
}
