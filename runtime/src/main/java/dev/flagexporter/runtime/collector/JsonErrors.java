package dev.flagexporter.runtime.collector;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import org.jspecify.annotations.Nullable;

/** What is told to senders of bad JSON. The parser's own messages quote the body, so they are not passed on. */
final class JsonErrors {

    private JsonErrors() {}

    static InvalidBodyException malformed(JsonProcessingException e) {
        return InvalidBodyException.malformed(offset(e.getLocation()), describe(e));
    }

    private static String describe(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "unexpected end of JSON input";
        }
        return e instanceof StreamConstraintsException ? "exceeded max depth" : "invalid character";
    }

    static InvalidBodyException wrongType(String expected, String field, JsonParser parser) {
        return InvalidBodyException.wrongType(
                expected, typeName(parser.currentToken()), field, offset(parser.currentTokenLocation()));
    }

    private static String typeName(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "object";
            case START_ARRAY -> "array";
            case VALUE_STRING -> "string";
            case VALUE_TRUE, VALUE_FALSE -> "bool";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            default -> "null";
        };
    }

    private static long offset(@Nullable JsonLocation location) {
        return location == null ? 0 : Math.max(location.getByteOffset(), 0);
    }
}
