package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.flagexporter.spi.event.JsonLimitException;
import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.ValueReader;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request: {@code meta} and {@code events}, in any order, and ignores all else. */
public final class EventsDecoder {

    /**
     * Maximum nesting of a body. Much more than that of an event, whose nesting makes only this event invalid. Beyond it, the
     * parser itself would need too much memory.
     */
    static final int MAX_NESTING = 128 * 1024;

    /** Strings and numbers that are too long make an event invalid, so for the parser they have no limit. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private @Nullable Map<String, @Nullable Object> meta;
    private boolean metaDropped;
    private @Nullable EventElements events;
    private final ValueReader values = new ValueReader();

    private final DecodingLimits limits;

    private EventsDecoder(DecodingLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads the first JSON value of a body, and nothing that follows it.
     *
     * @param body uncompressed, UTF-8
     * @param limits what the request may hold
     * @return what it holds
     * @throws InvalidBodyException if it is not JSON, or not of the right form
     * @throws IOException if it holds too many events
     */
    public static DecodedEvents decode(byte[] body, DecodingLimits limits) throws IOException, InvalidBodyException {
        Utf8Body utf8 = new Utf8Body(body);
        if (!utf8.startsWithText()) {
            throw InvalidBodyException.malformed(0, "invalid character");
        }
        try (JsonParser parser =
                utf8.isValid() ? FACTORY.createParser(body) : FACTORY.createParser(new RepairedInputStream(utf8))) {
            return new EventsDecoder(limits).readBody(parser);
        } catch (JsonProcessingException e) {
            throw JsonErrors.malformed(e);
        }
    }

    private DecodedEvents readBody(JsonParser parser) throws IOException, InvalidBodyException {
        JsonToken first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            throw InvalidBodyException.noEvents();
        }
        if (first != JsonToken.START_OBJECT) {
            throw JsonErrors.wrongType("object", "", parser);
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            readField(name, parser);
        }
        if (events == null) {
            throw InvalidBodyException.noEvents();
        }
        return events.withMeta(meta, metaDropped);
    }

    private void readField(String name, JsonParser parser) throws IOException, InvalidBodyException {
        if (name.equalsIgnoreCase("events")) {
            readEvents(parser);
        } else if (name.equalsIgnoreCase("meta")) {
            readMeta(parser);
        } else {
            parser.skipChildren();
        }
    }

    private void readEvents(JsonParser parser) throws IOException, InvalidBodyException {
        switch (parser.currentToken()) {
            case VALUE_NULL -> events = null;
            case START_ARRAY -> {
                events = new EventElements(meta, limits, values);
                events.readAll(parser);
            }
            default -> throw JsonErrors.wrongType("array", "events", parser);
        }
    }

    /**
     * A second {@code meta} is merged into the first, as in GO Feature Flag. One that is beyond the limits is ignored: if
     * the request were refused, the sender would repeat it.
     */
    private void readMeta(JsonParser parser) throws IOException, InvalidBodyException {
        switch (parser.currentToken()) {
            case VALUE_NULL -> {
                meta = null;
                metaDropped = false;
            }
            case START_OBJECT -> {
                try {
                    meta = merged(meta, JsonObjects.read(parser, values));
                } catch (JsonLimitException e) {
                    metaDropped = true;
                }
            }
            default -> throw JsonErrors.wrongType("object", "meta", parser);
        }
    }

    private static @Nullable Map<String, @Nullable Object> merged(
            @Nullable Map<String, @Nullable Object> first, Map<String, @Nullable Object> second) {
        if (first == null) {
            return second;
        }
        Map<String, @Nullable Object> merged = new HashMap<>(first);
        merged.putAll(second);
        return JsonValues.freezeMap(merged);
    }
}
