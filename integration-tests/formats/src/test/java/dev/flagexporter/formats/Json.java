package dev.flagexporter.formats;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * JSON values in a form in which those that mean the same are equal: numbers are decimals without zeros at their end,
 * and texts what UTF-8 can hold.
 */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    /** What a JSON text stands for. */
    static @Nullable Object parse(String text) {
        try {
            return canonical(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON", e);
        }
    }

    /** A value of an event, or one that was parsed. */
    static @Nullable Object canonical(@Nullable Object value) {
        if (value instanceof String text) {
            return wellFormed(text);
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        if (value instanceof List<?> list) {
            return elements(list, Json::canonical);
        }
        return value instanceof Map<?, ?> map ? entries(map, Json::canonical) : value;
    }

    private static List<@Nullable Object> elements(
            List<?> list, Function<@Nullable Object, @Nullable Object> conversion) {
        List<@Nullable Object> converted = new ArrayList<>();
        list.forEach(element -> converted.add(conversion.apply(element)));
        return converted;
    }

    private static Map<String, @Nullable Object> entries(
            Map<?, ?> map, Function<@Nullable Object, @Nullable Object> conversion) {
        Map<String, @Nullable Object> converted = new HashMap<>();
        map.forEach((key, value) -> converted.put(wellFormed(String.valueOf(key)), conversion.apply(value)));
        return converted;
    }

    /** The value with numbers as precise as a reader keeps them that has only doubles. */
    static @Nullable Object withDoubles(@Nullable Object canonical) {
        if (canonical instanceof BigDecimal number) {
            // a tiny negative number is zero with a sign, which some readers drop
            return number.doubleValue() + 0.0;
        }
        if (canonical instanceof List<?> list) {
            return elements(list, Json::withDoubles);
        }
        return canonical instanceof Map<?, ?> map ? entries(map, Json::withDoubles) : canonical;
    }

    /** The same text, with U+FFFD for each surrogate without its other half. */
    static String wellFormed(String text) {
        return text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
