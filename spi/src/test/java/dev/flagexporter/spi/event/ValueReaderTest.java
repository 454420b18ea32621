package dev.flagexporter.spi.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("A reader of values")
class ValueReaderTest {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final List<String> NAMES = List.of("a", "b", "plan", "seats", "\uD83D\uDE00", "\uFFFD", "");

    private final ValueReader reader = new ValueReader();

    /** Reads the elements of an array one by one. */
    private List<Object> readEach(String json) throws Exception {
        List<Object> values = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(reader.read(parser));
            }
        }
        return values;
    }

    @Test
    void readsOneValueAfterTheOther() throws Exception {
        assertThat(readEach("[1, \"a\", {\"b\":[1,{\"a\":2}],\"a\":null}, [], {}, [[3],[{}]], 0.5, true]"))
                .extracting(JsonValues::toJson)
                .containsExactly(
                        "1", "\"a\"", "{\"a\":null,\"b\":[1,{\"a\":2}]}", "[]", "{}", "[[3],[{}]]", "0.5", "true");
    }

    @Test
    void goesOnBehindAValueBeyondTheLimits() throws Exception {
        try (JsonParser parser = FACTORY.createParser("[{\"a\":1,\"b\":[2,1e400],\"c\":3}, {\"a\":4}]")) {
            parser.nextToken();
            parser.nextToken();
            assertThatExceptionOfType(JsonLimitException.class).isThrownBy(() -> reader.read(parser));
            parser.nextToken();
            assertThat(reader.read(parser)).isEqualTo(Map.of("a", 4L));
        }
    }

    @Test
    void sortsObjectsWithTheSameNamesInAnyOrder() throws Exception {
        assertThat(readEach("[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1},{\"a\":3,\"b\":4}]"))
                .extracting(JsonValues::toJson)
                .containsExactly("{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2}", "{\"a\":3,\"b\":4}");
    }

    @Test
    void letsObjectsWithTheSameNamesShareThem() throws Exception {
        List<Object> objects = readEach("[{\"x\":1,\"shared names\":2},{\"x\":3,\"shared names\":4}]");

        assertThat(((JsonMap) objects.get(0)).keyAt(0)).isSameAs(((JsonMap) objects.get(1)).keyAt(0));
    }

    @RepeatedTest(50)
    void readsObjectsWithRandomNames(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder json = new StringBuilder("[");
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            json.append(i == 0 ? "" : ",");
            expected.add(appendObject(random, json, 0));
        }

        List<Object> values = readEach(json.append(']').toString());

        assertThat(values).isEqualTo(expected);
        assertThat(values).allSatisfy(value -> assertThat(new ArrayList<>(((Map<?, ?>) value).keySet()))
                .isEqualTo(sorted((Map<?, ?>) value)));
    }

    /** Appends an object, some names of which come twice, and returns what it stands for. */
    private static Map<String, Object> appendObject(Random random, StringBuilder json, int depth) {
        Map<String, Object> object = new HashMap<>();
        json.append('{');
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            json.append(i == 0 ? "\"" : ",\"").append(name).append("\":");
            if (depth < 3 && random.nextInt(4) == 0) {
                object.put(name, appendObject(random, json, depth + 1));
            } else {
                long number = random.nextInt(100);
                json.append(number);
                object.put(name, number);
            }
        }
        json.append('}');
        return object;
    }

    private static List<Object> sorted(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>(JsonMap.UTF_8_ORDER);
        map.keySet().forEach(key -> sorted.put((String) key, key));
        return new ArrayList<>(sorted.values());
    }

    @Test
    void readsAnObjectWithMoreNamesThanAreRemembered() throws Exception {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            json.append(i == 0 ? "{" : ",")
                    .append("\"name-")
                    .append(i)
                    .append("\":")
                    .append(i);
        }

        List<Object> objects = readEach("[" + json + "}," + json + "}]");

        assertThat((JsonMap) objects.get(0)).hasSize(1000).containsEntry("name-999", 999L);
        assertThat(objects.get(1)).isEqualTo(objects.get(0));
    }

    @Test
    void readsFractionsInTheirShortestForm() throws Exception {
        assertThat(readEach("[49.90, 1.0, 10.50, -0.0, 1e3, 0.1, 123456789.123456789]"))
                .extracting(JsonValues::toJson)
                .containsExactly("49.9", "1", "10.5", "0", "1000", "0.1", "123456789.123456789");
        assertThat(readEach("[null]")).isEqualTo(Collections.singletonList(null));
    }
}
