package dev.flagexporter.runtime.collector;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.flagexporter.spi.event.JsonLimitException;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request: {@code meta} and {@code events}, in any order, and ignores all else. */
final class EventsDecoder {

    /**
     * How deep a whole body may be nested. Much more than one event may be, because that is the trouble of this one
     * event; beyond, the parser itself would need too much memory.
     */
    static final int MAX_NESTING = 128 * 1024;

    /** What is too long is for the event to answer for: to the parser, the limit on the body is the only one. */
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

    private final int maxEvents;

    private EventsDecoder(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /**
     * Reads the first JSON value of a body, and nothing that follows it.
     *
     * @param body uncompressed; left open
     * @param maxEvents the most events
     * @return what it holds
     * @throws InvalidBodyException when it is not JSON, or not of the right form
     * @throws IOException when it cannot be read to its end
     */
    static DecodedEvents decode(InputStream body, int maxEvents) throws IOException, InvalidBodyException {
        try (JsonParser parser = FACTORY.createParser(body)) {
            return new EventsDecoder(maxEvents).readBody(parser);
        } catch (JsonProcessingException e) {
            throw JsonErrors.malformed(e);
        } catch (CharConversionException e) {
            throw InvalidBodyException.malformed(0, "invalid encoding");
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
                events = new EventElements(meta, maxEvents);
                events.readAll(parser);
            }
            default -> throw JsonErrors.wrongType("array", "events", parser);
        }
    }

    /** A meta that is too much to keep is ignored: to refuse the request would make the sender repeat it for ever. */
    private void readMeta(JsonParser parser) throws IOException, InvalidBodyException {
        meta = null;
        switch (parser.currentToken()) {
            case VALUE_NULL -> metaDropped = false;
            case START_OBJECT -> {
                try {
                    meta = JsonObjects.read(parser);
                } catch (JsonLimitException e) {
                    metaDropped = true;
                }
            }
            default -> throw JsonErrors.wrongType("object", "meta", parser);
        }
    }
}
