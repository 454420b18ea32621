package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import dev.flagexporter.spi.event.JsonLimitException;
import dev.flagexporter.spi.event.ValueReader;
import org.jspecify.annotations.Nullable;

/** JSON objects as frozen maps. */
final class JsonObjects {

    private JsonObjects() {}

    /** Reads the object that the parser stands at the start of. */
    @SuppressWarnings("unchecked") // what starts as an object is read as a map of strings to values
    static Map<String, @Nullable Object> read(JsonParser parser, ValueReader values)
            throws IOException, JsonLimitException {
        Object map = values.read(parser);
        if (map == null) {
            throw new IllegalStateException("the parser does not stand on an object");
        }
        return (Map<String, @Nullable Object>) map;
    }
}
