package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.flagexporter.spi.event.EventOrigin;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.TrackingEvent;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event of a dead letter back as it was. The limits of received events do not apply: an application may have
 * added larger strings and numbers.
 */
final class EventReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Map<String, @Nullable Object> fields = new HashMap<>();
    private @Nullable String id;
    private EventOrigin origin = EventOrigin.NONE;

    private EventReader() {}

    /** Whether there is exactly one JSON object from the position of the channel to its end. */
    static boolean isObject(ReadableByteChannel channel) {
        try (JsonParser parser = FACTORY.createParser(Channels.newInputStream(channel))) {
            boolean begins = parser.nextToken() == JsonToken.START_OBJECT;
            return begins && parser.skipChildren().nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the event of a line; throws any kind of exception if the line has no event of this type. */
    static StoredEvent read(byte[] line, EventType type) throws IOException {
        EventReader reader = new EventReader();
        try (JsonParser parser = FACTORY.createParser(line)) {
            reader.readLine(parser, type);
        }
        return new StoredEvent(
                Optional.ofNullable(reader.id),
                type == EventType.FEATURE ? reader.featureEvent() : reader.trackingEvent());
    }

    private void readLine(JsonParser parser, EventType type) throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "a dead letter is an object");
        boolean found = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals("event")) {
                found = true;
                readEvent(parser);
            } else if (name.equals("eventId")) {
                id = readString(parser, "an event id");
            } else if (name.equals(DeadLetter.ORIGIN)) {
                origin = readOrigin(parser);
            } else if (name.equals("eventType")) {
                expect(type.configuredName().equals(parser.getText()), "its event has another type");
            } else {
                parser.skipChildren();
            }
        }
        expect(found && parser.nextToken() == null, "it has one event and nothing behind it");
    }

    private static EventOrigin readOrigin(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_OBJECT, "an origin is an object");
        String flagSet = "";
        String apiKeyName = "";
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case DeadLetter.FLAG_SET -> flagSet = readString(parser, "a flag set");
                case DeadLetter.API_KEY_NAME -> apiKeyName = readString(parser, "the name of an API key");
                default -> parser.skipChildren();
            }
        }
        return EventOrigin.of(flagSet, apiKeyName);
    }

    private static String readString(JsonParser parser, String what) throws IOException {
        expect(parser.currentToken() == JsonToken.VALUE_STRING, what + " is a string");
        return parser.getText();
    }

    private void readEvent(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_OBJECT, "an event is an object");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            fields.put(name, readValue(parser, 0));
        }
    }

    /** Events copy these values. */
    private static @Nullable Object readValue(JsonParser parser, int depth) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> readInteger(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case START_OBJECT -> readObject(parser, depth + 1);
            case START_ARRAY -> readArray(parser, depth + 1);
            default -> throw new IOException("a value was expected, not " + parser.currentToken());
        };
    }

    private static Number readInteger(JsonParser parser) throws IOException {
        boolean isLarge = parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
        return isLarge ? parser.getBigIntegerValue() : (Number) parser.getLongValue();
    }

    private static Object readObject(JsonParser parser, int depth) throws IOException {
        checkDepth(depth);
        Map<String, @Nullable Object> object = new HashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            object.put(name, readValue(parser, depth));
        }
        return object;
    }

    private static Object readArray(JsonParser parser, int depth) throws IOException {
        checkDepth(depth);
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(readValue(parser, depth));
        }
        return array;
    }

    /** Events are never nested more deeply. */
    private static void checkDepth(int depth) throws IOException {
        expect(depth <= JsonValues.MAX_DEPTH, "its values are nested too deeply");
    }

    private static void expect(boolean condition, String what) throws IOException {
        if (!condition) {
            throw new IOException("not a dead letter: " + what);
        }
    }

    private FeatureEvent featureEvent() throws IOException {
        return FeatureEvent.builder()
                .kind(text("kind"))
                .contextKind(contextKind())
                .userKey(text("userKey"))
                .creationDate(field("creationDate", Long.class))
                .key(text("key"))
                .variation(text("variation"))
                .value(fields.get("value"))
                .defaultServed(field("default", Boolean.class))
                .version(text("version"))
                .source(text("source"))
                .metadata(map("metadata"))
                .origin(origin)
                .build();
    }

    private TrackingEvent trackingEvent() throws IOException {
        return TrackingEvent.builder()
                .kind(text("kind"))
                .contextKind(contextKind())
                .userKey(text("userKey"))
                .creationDate(field("creationDate", Long.class))
                .key(text("key"))
                .evaluationContext(map("evaluationContext"))
                .trackingDetails(map("trackingEventDetails"))
                .origin(origin)
                .build();
    }

    private String contextKind() throws IOException {
        return fields.containsKey("contextKind") ? text("contextKind") : "";
    }

    private String text(String name) throws IOException {
        return field(name, String.class);
    }

    @SuppressWarnings("unchecked") // objects are read as maps of strings to values
    private @Nullable Map<String, @Nullable Object> map(String name) throws IOException {
        return fields.get(name) == null ? null : field(name, Map.class);
    }

    private <V> V field(String name, Class<V> type) throws IOException {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw new IOException("not a dead letter: its event has no valid " + name);
        }
        return type.cast(value);
    }
}
