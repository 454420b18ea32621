package dev.flagexporter.spi.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import org.jspecify.annotations.Nullable;

/**
 * The JSON-shaped values inside events: null, {@link Boolean}, {@link String}, {@link Long}, {@link BigInteger},
 * {@link BigDecimal}, {@link List} and {@link Map}, the last two immutable and with sorted keys. Numbers are exact; a
 * decimal without a fraction is a {@code Long}, as {@code 1.0} is {@code 1} to GO Feature Flag.
 */
public final class JsonValues {

    /** How many objects and arrays may stand inside each other within one value: 64. */
    public static final int MAX_DEPTH = 64;

    /** The most UTF-16 units of one received text: 2 097 152. */
    public static final int MAX_TEXT_LENGTH = 2 * 1024 * 1024;

    /** The most characters of one received number: 1000. */
    public static final int MAX_NUMBER_LENGTH = 1000;

    /**
     * The largest distance of a number's first digit from the decimal point: 1000, so up to 1E±1000. A received number also
     * has to be one that a {@code double} can hold, up to about 1.8E+308.
     */
    public static final int MAX_EXPONENT = 1000;

    /** What writes events of third parties, with the same bytes for the same characters as {@link JsonBytes}. */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .characterEscapes(JsonpCharacterEscapes.instance())
            .build();

    private JsonValues() {}

    /**
     * A deep, immutable, JSON-shaped copy; the value itself when it is one already. Characters and enums become text,
     * arrays and iterables lists, map keys text, and Jackson's trees what they stand for; anything else becomes its
     * {@code toString}, and so do NaN, the infinities and numbers beyond {@link #MAX_EXPONENT}. Nesting deeper than
     * {@link #MAX_DEPTH}, and an object or array inside itself, is cut off with a text saying so.
     *
     * @param value any value
     * @return the frozen value
     */
    public static @Nullable Object freeze(@Nullable Object value) {
        return Freezer.freeze(value);
    }

    /**
     * {@link #freeze(Object)} for a map.
     *
     * @param map any map, or null
     * @return the frozen map; null for null
     */
    @SuppressWarnings("unchecked") // a frozen map is one of text to frozen values
    public static @Nullable Map<String, @Nullable Object> freezeMap(@Nullable Map<String, ?> map) {
        return (Map<String, @Nullable Object>) freeze(map);
    }

    /**
     * Reads the value that the parser's current token begins, to its end. The parser's own limits must be wider than
     * those of this class: where they are passed, Jackson gives up the whole input.
     *
     * @param parser stands on the value's first token; afterwards on its last
     * @return the frozen value
     * @throws JsonLimitException when the value is beyond one of the limits of this class
     * @throws IOException when the input cannot be read or is not JSON
     */
    public static @Nullable Object read(JsonParser parser) throws IOException, JsonLimitException {
        return new ValueReader().read(parser);
    }

    /**
     * Reads the text that the parser stands on.
     *
     * @param parser stands on a text
     * @return the text
     * @throws JsonLimitException when it is longer than {@link #MAX_TEXT_LENGTH}
     * @throws IOException when the input cannot be read or is not JSON
     */
    public static String readText(JsonParser parser) throws IOException, JsonLimitException {
        // asks for the length first: that reads the text to its end and copies nothing
        if (parser.getTextLength() > MAX_TEXT_LENGTH) {
            throw new JsonLimitException(JsonLimitException.Limit.TEXT_LENGTH);
        }
        return parser.getText();
    }

    /**
     * Reads the number that the parser stands on, exactly.
     *
     * @param parser stands on a number
     * @return a {@link Long} where it fits, else a {@link BigInteger} or a {@link BigDecimal}
     * @throws JsonLimitException when it has too many digits, is too small, or is larger than a {@code double} can be:
     *     readers of JSON would take it for infinity, or fail
     * @throws IOException when the input cannot be read or is not JSON
     */
    public static Number readNumber(JsonParser parser) throws IOException, JsonLimitException {
        // asks for the length first: that reads the number to its end
        int length = parser.getTextLength();
        if (length <= JsonNumbers.SHORT) {
            Number number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    ? Long.valueOf(parser.getLongValue())
                    : JsonNumbers.fraction(parser.getTextCharacters(), parser.getTextOffset(), length);
            if (number != null) {
                return number;
            }
        }
        return readLongNumber(parser, length);
    }

    private static Number readLongNumber(JsonParser parser, int length) throws IOException, JsonLimitException {
        if (length > MAX_NUMBER_LENGTH) {
            throw new JsonLimitException(JsonLimitException.Limit.NUMBER);
        }
        Number number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? parser.getNumberValue()
                : readDecimal(parser.getText());
        if (!JsonNumbers.fitsDouble(number)) {
            throw new JsonLimitException(JsonLimitException.Limit.NUMBER);
        }
        return (Number) JsonNumbers.canonical(number);
    }

    private static BigDecimal readDecimal(String text) throws JsonLimitException {
        try {
            BigDecimal decimal = new BigDecimal(text);
            if (JsonNumbers.withinLimits(decimal)) {
                return decimal;
            }
        } catch (NumberFormatException e) {
            // JSON's grammar is met, so it is the exponent that BigDecimal cannot hold
        }
        throw new JsonLimitException(JsonLimitException.Limit.NUMBER);
    }

    /**
     * Writes a frozen value. Surrogates without their other half, which UTF-8 cannot hold, are written as U+FFFD.
     *
     * @param generator where to write
     * @param value a frozen value
     * @throws IOException when the generator cannot write
     */
    public static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value instanceof String text) {
            generator.writeString(WellFormed.text(text));
        } else if (value instanceof JsonMap map) {
            writeMap(generator, map);
        } else if (value instanceof JsonList list) {
            writeList(generator, list);
        } else {
            writeScalar(generator, value);
        }
    }

    private static void writeScalar(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            generator.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number);
        } else {
            throw new IllegalArgumentException("not a frozen value: " + value.getClass());
        }
    }

    private static void writeMap(JsonGenerator generator, JsonMap map) throws IOException {
        generator.writeStartObject();
        for (int i = 0; i < map.size(); i++) {
            writeField(generator, WellFormed.text(map.keyAt(i)), map.valueAt(i));
        }
        generator.writeEndObject();
    }

    private static void writeList(JsonGenerator generator, JsonList list) throws IOException {
        generator.writeStartArray();
        for (int i = 0; i < list.size(); i++) {
            write(generator, list.get(i));
        }
        generator.writeEndArray();
    }

    static void writeField(JsonGenerator generator, String name, @Nullable Object value) throws IOException {
        generator.writeFieldName(name);
        write(generator, value);
    }

    /**
     * A value as JSON text.
     *
     * @param value any value; it is frozen first
     * @return the text
     */
    public static String toJson(@Nullable Object value) {
        Object frozen = freeze(value);
        OutputBuffer buffer = OutputBuffer.growing(ValueSizes.json(frozen));
        try {
            new JsonBytes(buffer).value(frozen);
        } catch (IOException e) {
            throw new UncheckedIOException("a value could not be written to memory", e);
        }
        return buffer.toText();
    }
}
