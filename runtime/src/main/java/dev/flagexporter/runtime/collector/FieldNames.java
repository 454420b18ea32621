package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names of events' fields. A sender has the same order of fields in all its events, so the parser only has to compare
 * its bytes with the name that followed the last time.
 */
final class FieldNames {

    private static final Map<EventField, Name> NAMES = new EnumMap<>(EventField.class);
    private static final Name FIRST = new Name(EventField.KIND);

    /** The fields in the order of their declaration, which many senders have. */
    private static final Map<EventField, Name> USUAL_FOLLOWERS = new EnumMap<>(EventField.class);

    static {
        EventField previous = EventField.UNKNOWN;
        for (EventField field : EventField.values()) {
            Name name = new Name(field);
            NAMES.put(field, name);
            USUAL_FOLLOWERS.put(previous, name);
            previous = field;
        }
    }

    /** The name that followed each name the last time. {@code UNKNOWN} stands for the beginning of an event, too. */
    private final Map<EventField, Name> followers = new EnumMap<>(USUAL_FOLLOWERS);

    private EventField previous = EventField.UNKNOWN;

    /** A field and its exact name. */
    private record Name(EventField field, SerializableString text) {

        Name(EventField field) {
            this(field, new SerializedString(field.jsonName()));
        }
    }

    /** Reads the first name of an object; null if it is empty. */
    @Nullable
    EventField first(JsonParser parser) throws IOException {
        previous = EventField.UNKNOWN;
        return next(parser);
    }

    /** Reads the next name of an object; null at its end. */
    @Nullable
    EventField next(JsonParser parser) throws IOException {
        Name expected = followers.getOrDefault(previous, FIRST);
        EventField field = parser.nextFieldName(expected.text()) ? expected.field() : unexpected(parser);
        if (field != null) {
            previous = field;
        }
        return field;
    }

    private @Nullable EventField unexpected(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.FIELD_NAME) {
            return null;
        }
        EventField field = EventField.named(parser.currentName());
        followers.put(previous, NAMES.getOrDefault(field, FIRST));
        return field;
    }
}
