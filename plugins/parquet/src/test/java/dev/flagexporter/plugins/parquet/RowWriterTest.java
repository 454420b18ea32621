package dev.flagexporter.plugins.parquet;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("A row of a Parquet file")
class RowWriterTest {

    private static FeatureEvent event(@Nullable Object value, @Nullable Map<String, @Nullable Object> metadata) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey("u-1")
                .creationDate(17)
                .key("checkout-v2")
                .variation("on")
                .value(value)
                .defaultServed(true)
                .version("3")
                .source("INPROCESS")
                .metadata(metadata)
                .build();
    }

    /** The entries of the metadata; absent when there is none. */
    private static @Nullable List<Object> entries(@Nullable Map<String, @Nullable Object> metadata) {
        Object map = RecordedRow.of(Schema.FEATURE, event(true, metadata))
                .get("10 metadata")
                .get(0);
        return ((Map<?, List<Object>>) map).get("0 key_value");
    }

    private static Map<String, List<String>> keyAndValue(String key, String value) {
        return Map.of("0 key", List.of(key), "1 value", List.of(value));
    }

    @Test
    void hasAllFieldsOfAFeatureEventInOrder() {
        assertThat(RecordedRow.of(Schema.FEATURE, event("on", Map.of("env", "prod"))))
                .containsExactly(
                        entry("0 kind", List.of("feature")),
                        entry("1 contextKind", List.of("user")),
                        entry("2 userKey", List.of("u-1")),
                        entry("3 creationDate", List.of(17L)),
                        entry("4 key", List.of("checkout-v2")),
                        entry("5 variation", List.of("on")),
                        entry("6 value", List.of("\"on\"")),
                        entry("7 default", List.of(true)),
                        entry("8 version", List.of("3")),
                        entry("9 source", List.of("INPROCESS")),
                        entry("10 metadata", List.of(Map.of("0 key_value", List.of(keyAndValue("env", "prod"))))));
    }

    @Test
    void hasAllFieldsOfATrackingEventInOrder() {
        TrackingEvent event = TrackingEvent.builder()
                .contextKind("user")
                .userKey("u-1")
                .creationDate(18)
                .key("order")
                .evaluationContext(Map.of("plan", "pro"))
                .trackingDetails(Map.of("n", 2))
                .build();
        assertThat(RecordedRow.of(Schema.TRACKING, event))
                .containsExactly(
                        entry("0 kind", List.of("tracking")),
                        entry("1 contextKind", List.of("user")),
                        entry("2 userKey", List.of("u-1")),
                        entry("3 creationDate", List.of(18L)),
                        entry("4 key", List.of("order")),
                        entry(
                                "5 evaluationContext",
                                List.of(Map.of("0 key_value", List.of(keyAndValue("plan", "pro"))))),
                        entry(
                                "6 trackingEventDetails",
                                List.of(Map.of("0 key_value", List.of(keyAndValue("n", "2"))))));
    }

    private static Stream<Arguments> values() {
        return Stream.of(
                arguments(null, "null"),
                arguments(true, "true"),
                arguments(false, "false"),
                arguments(1_000_000, "1000000"),
                arguments(1.5, "1.5"),
                arguments(new BigInteger("123456789012345678901234567890"), "123456789012345678901234567890"),
                arguments("", "\"\""),
                arguments("say \"on\"", "\"say \\\"on\\\"\""),
                arguments("half \ud800", "\"half \ufffd\""),
                arguments(Double.NaN, "\"NaN\""),
                arguments(List.of(1, "a"), "[1,\"a\"]"),
                arguments(Map.of("b", List.of(), "a", 1), "{\"a\":1,\"b\":[]}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void hasAValueAsJsonWhateverItIs(@Nullable Object value, String json) {
        assertThat(RecordedRow.of(Schema.FEATURE, event(value, null)).get("6 value"))
                .containsExactly(json);
        assertThat(event(value, null).convertValueForParquet()).isEqualTo(json);
    }

    @Test
    void hasValuesOneAfterTheOtherWithoutAnythingBetween() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        Stream.of("a", "b", "c").forEach(key -> metadata.put(key, List.of(key)));
        assertThat(entries(metadata))
                .isEqualTo(
                        List.of(keyAndValue("a", "[\"a\"]"), keyAndValue("b", "[\"b\"]"), keyAndValue("c", "[\"c\"]")));
    }

    @Test
    void hasTextInMapsAsItIsAndEverythingElseAsJson() {
        Map<String, @Nullable Object> metadata = new HashMap<>();
        metadata.put("absent", null);
        metadata.put("flag", false);
        metadata.put("list", Arrays.asList("x", null));
        metadata.put("text", "\"quoted\"");
        metadata.put("wide", "half \udc00");
        assertThat(entries(metadata))
                .isEqualTo(List.of(
                        keyAndValue("absent", "null"),
                        keyAndValue("flag", "false"),
                        keyAndValue("list", "[\"x\",null]"),
                        keyAndValue("text", "\"quoted\""),
                        keyAndValue("wide", "half \ufffd")));
    }

    @Test
    void hasAnEmptyMapWhereThereIsNone() {
        assertThat(RecordedRow.of(Schema.FEATURE, event(true, null)).get("10 metadata"))
                .containsExactly(Map.of());
        assertThat(entries(Map.of())).isNull();
    }

    /** Halves of characters cannot be told from each other in UTF-8. */
    @Test
    void hasNoKeyTwiceInAMap() {
        Map<String, @Nullable Object> metadata = Map.of("\ufffd", 1, "\ud800", 2, "\udc00", 3, "z", 4);
        assertThat(entries(metadata)).isEqualTo(List.of(keyAndValue("z", "4"), keyAndValue("\ufffd", "3")));
    }

    @Test
    void hasReplacementsForHalvesOfCharactersInEachText() {
        FeatureEvent event = FeatureEvent.builder()
                .kind("\ud800")
                .contextKind("\ud801")
                .userKey("a\udc00b")
                .key("\udfff")
                .variation("\ud800\ud800")
                .value("")
                .version("\ud83d")
                .source("\ude00")
                .build();
        assertThat(RecordedRow.of(Schema.FEATURE, event))
                .contains(
                        entry("0 kind", List.of("\ufffd")),
                        entry("1 contextKind", List.of("\ufffd")),
                        entry("2 userKey", List.of("a\ufffdb")),
                        entry("4 key", List.of("\ufffd")),
                        entry("5 variation", List.of("\ufffd\ufffd")),
                        entry("8 version", List.of("\ufffd")),
                        entry("9 source", List.of("\ufffd")));
    }
}
