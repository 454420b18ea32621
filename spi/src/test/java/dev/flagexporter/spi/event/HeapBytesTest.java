package dev.flagexporter.spi.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jol.info.GraphLayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The bounds are those that {@link ExportableEvent#heapBytes()} states; JOL walks over the objects of one event. */
@DisplayName("The estimated heap of an event")
class HeapBytesTest {

    private static final double LOWEST = 0.9;
    private static final double HIGHEST = 1.25;

    private static FeatureEventBuilder event() {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey(new String("user-4711"))
                .key("checkout-v2")
                .variation("on")
                .value(true)
                .version("3")
                .source("INPROCESS")
                .creationDate(1_700_000_000);
    }

    private static FeatureEvent serving(@Nullable Object value) {
        return event().value(value).build();
    }

    private static String text(int length, int firstCharacter, int characters) {
        return new Random(length)
                .ints(length, firstCharacter, firstCharacter + characters)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Map<String, Object> map(int size, IntFunction<Object> value) {
        Map<String, Object> map = new HashMap<>();
        IntStream.range(0, size).forEach(i -> map.put("key-" + i, value.apply(i)));
        return map;
    }

    private static List<Object> nested(int depth) {
        List<Object> list = new ArrayList<>(List.of(1_000L + depth, "depth " + depth));
        if (depth > 0) {
            list.add(nested(depth - 1));
            list.add(List.of());
        }
        return list;
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments("a plain evaluation", event().build()),
                arguments("empty strings", FeatureEvent.builder().build()),
                arguments(
                        "metadata",
                        event().metadata(Map.of("provider", "java", "openfeature", true))
                                .build()),
                arguments(
                        "a UUID as key",
                        event().userKey("0b5e6a1c-3d2f-4e7a-9c8b-1f2e3d4c5b6a").build()),
                arguments(
                        "long keys",
                        event().userKey(text(300, 'a', 26))
                                .version(text(70, 'a', 26))
                                .build()),
                arguments(
                        "a long Chinese key",
                        event().userKey(text(300, 0x4E00, 5_000)).build()),
                arguments("a large number", serving(1_700_000_000_000L)),
                arguments("a fraction", serving(49.9)),
                arguments("a fraction of many digits", serving(new BigDecimal("3." + "14159".repeat(20)))),
                arguments("an integer of many digits", serving(BigInteger.TEN.pow(200))),
                arguments("many small numbers", serving(map(1_000, i -> (long) i % 100))),
                arguments("many numbers", serving(map(1_000, i -> i * 1_000_003L))),
                arguments("many fractions", serving(map(1_000, i -> i + 0.5))),
                arguments(
                        "a list of numbers",
                        serving(LongStream.range(1_000, 9_000).boxed().toList())),
                arguments(
                        "a list of short strings",
                        serving(map(500, i -> "value " + i).values())),
                arguments("a big string", serving(text(1_000_000, 'a', 26))),
                arguments("a big string with accents", serving(text(1_000_000, 0xC0, 64))),
                arguments("a big Chinese string", serving(text(1_000_000, 0x4E00, 5_000))),
                arguments("a big string of emoji", serving(text(100_000, 0x1F600, 60))),
                arguments("a Russian sentence", serving(text(120, 0x430, 32))),
                arguments("Russian words", serving(map(100, i -> text(10, 0x430, 32)))),
                arguments("nested lists", serving(nested(40))),
                arguments("nested maps", serving(map(20, i -> map(20, j -> Map.of("x", "y" + i + j))))),
                arguments("a plain action", TrackingEvent.of(new String("u-1"), false, "order-paid", null, null)),
                arguments(
                        "an action with details",
                        TrackingEvent.of(
                                "user-4711",
                                true,
                                "order-paid",
                                Map.of("plan", "pro", "targetingKey", "user-4711"),
                                Map.of("value", 49.9, "currency", "EUR", "items", List.of("a", "b")))));
    }

    private static double ratio(ExportableEvent event) {
        long origin = GraphLayout.parseInstance(EventOrigin.NONE).totalSize();
        return (double) event.heapBytes() / (GraphLayout.parseInstance(event).totalSize() - origin);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void isCloseToTheMeasuredHeap(String shape, ExportableEvent event) {
        assertThat(ratio(event)).as(shape).isBetween(LOWEST, HIGHEST);
    }

    @Test
    void isLessForOtherStringsThatAreTooShortForSamples() {
        assertThat(ratio(serving(map(900, i -> text(37, 0x430, 32) + (100 + i)).values())))
                .isBetween(0.65, 0.75);
    }

    @Test
    void isHalfOfItWhereALongLatinTextHasFewOtherCharacters() {
        String text = "x".repeat(100_001) + "\u2014" + "y".repeat(100_000);

        assertThat(ratio(serving(text))).isBetween(0.45, 0.55);
    }

    @Test
    void countsSharedMetadataInEachEvent() {
        Map<String, Object> metadata = JsonValues.freezeMap(map(100, i -> "value " + i));
        FeatureEvent first = event().metadata(metadata).build();
        FeatureEvent second = event().metadata(metadata).build();

        assertThat(second.metadata()).isSameAs(first.metadata());
        assertThat(second.heapBytes()).isEqualTo(first.heapBytes()).isGreaterThan(10_000);
    }

    @Test
    void isDerivedFromTheSizeHintForEventsOfThirdParties() {
        assertThat(new WritingItself().heapBytes()).isEqualTo(258);
    }
}
