package dev.flagexporter.spi.event;

import java.io.IOException;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@linkplain JsonValues frozen values}, many of them faster than {@link JsonValues#read}. The parser's own limits must be
 * wider than those of {@link JsonValues}: where they are exceeded, Jackson gives up the whole input.
 *
 * <p>Used by one thread at a time.
 */
public final class ValueReader {

    private static final int FEW = 16;

    /** What the objects and arrays hold that are being read, the innermost at the end; an array has no names. */
    private @Nullable String[] names = new @Nullable String[FEW];

    private @Nullable Object[] values = new @Nullable Object[FEW];
    private int size;

    /** Creates a reader. */
    public ValueReader() {}

    /**
     * Reads the value that the parser's current token begins, to its end.
     *
     * @param parser stands on the value's first token; afterwards on its last
     * @return the frozen value
     * @throws JsonLimitException if the value is beyond one of the limits of {@link JsonValues}
     * @throws IOException if the input cannot be read or is not JSON
     */
    public @Nullable Object read(JsonParser parser) throws IOException, JsonLimitException {
        JsonToken token = parser.currentToken();
        if (!token.isStructStart()) {
            return readValue(token, parser, 0);
        }
        size = 0;
        int depthAround = parser.getParsingContext().getNestingDepth() - 1;
        try {
            return readValue(token, parser, 0);
        } catch (JsonLimitException e) {
            while (parser.getParsingContext().getNestingDepth() > depthAround) {
                parser.nextToken();
            }
            throw e;
        }
    }

    private @Nullable Object readValue(JsonToken token, JsonParser parser, int depth)
            throws IOException, JsonLimitException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> JsonValues.readText(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonValues.readNumber(parser);
            case START_OBJECT -> readObject(parser, depth + 1);
            case START_ARRAY -> readArray(parser, depth + 1);
            default -> throw new IOException("a value was expected, not " + token);
        };
    }

    private JsonMap readObject(JsonParser parser, int depth) throws IOException, JsonLimitException {
        checkDepth(depth);
        int start = size;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            push(name, readValue(parser.nextToken(), parser, depth));
        }
        int count = size - start;
        size = start;
        return count == 0 ? JsonMap.EMPTY : ObjectNames.of(names, start, count).with(values, start);
    }

    private JsonList readArray(JsonParser parser, int depth) throws IOException, JsonLimitException {
        checkDepth(depth);
        int start = size;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            push(null, readValue(token, parser, depth));
        }
        JsonList list = JsonList.ofFrozen(Arrays.copyOfRange(values, start, size));
        size = start;
        return list;
    }

    private static void checkDepth(int depth) throws JsonLimitException {
        if (depth > JsonValues.MAX_DEPTH) {
            throw new JsonLimitException(JsonLimitException.Limit.DEPTH);
        }
    }

    private void push(@Nullable String name, @Nullable Object value) {
        if (size == values.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size++] = value;
    }
}
