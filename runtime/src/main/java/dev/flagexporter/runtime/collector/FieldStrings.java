package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import dev.flagexporter.runtime.collector.SharedStrings.SharedString;
import dev.flagexporter.spi.event.JsonLimitException;
import dev.flagexporter.spi.event.JsonValues;

/**
 * The strings of events' fields. Short ones are {@linkplain SharedStrings shared} by the events of all requests, except for
 * keys of users: of them there are too many, and they are personal.
 */
final class FieldStrings {

    private static final SharedStrings SHARED = new SharedStrings();

    private static final int LONGEST = 64;

    /** The string that each field had the last time, which it often has again. */
    private final Map<EventField, SharedString> last = new EnumMap<>(EventField.class);

    /** Returns the string that the parser stands on. */
    String read(EventField field, JsonParser parser) throws IOException, JsonLimitException {
        // asks for the length first: that reads the string to its end and copies nothing
        int length = parser.getTextLength();
        return length > LONGEST || field == EventField.USER_KEY
                ? JsonValues.readText(parser)
                : shared(field, parser.getTextCharacters(), parser.getTextOffset(), length);
    }

    private String shared(EventField field, char[] characters, int offset, int length) {
        SharedString before = last.get(field);
        if (before != null && before.has(characters, offset, length)) {
            return before.string();
        }
        SharedString shared = SHARED.get(characters, offset, length);
        last.put(field, shared);
        return shared.string();
    }
}
