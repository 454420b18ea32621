package dev.flagexporter.formats;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.testkit.Events;
import org.jspecify.annotations.Nullable;

/** The testkit's hostile events, and more of them that would be too large for every exporter's test. */
final class ExtremeEvents {

    private static final int MEGABYTE = 1024 * 1024;

    private ExtremeEvents() {}

    static List<FeatureEvent> features() {
        return Stream.of(
                        Events.hostileFeatures().stream(),
                        texts().map(text -> feature(text, text)),
                        values().map(value -> feature("extreme value", value)))
                .flatMap(events -> events)
                .toList();
    }

    static List<TrackingEvent> trackings() {
        return Stream.of(
                        Events.hostileTrackings().stream(),
                        texts().map(text -> tracking(text, text)),
                        values().map(value -> tracking("extreme value", value)))
                .flatMap(events -> events)
                .toList();
    }

    private static FeatureEvent feature(String text, @Nullable Object value) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey(text)
                .creationDate(Events.CREATION_DATE)
                .key("flag")
                .variation("on")
                .value(value)
                .source(text)
                .metadata(Collections.singletonMap("extreme", value))
                .build();
    }

    private static TrackingEvent tracking(String text, @Nullable Object value) {
        return TrackingEvent.builder()
                .contextKind("user")
                .userKey(text)
                .creationDate(Events.CREATION_DATE)
                .key("action")
                .evaluationContext(Collections.singletonMap("extreme", value))
                .trackingDetails(Collections.singletonMap(text, value))
                .build();
    }

    private static Stream<String> texts() {
        return Stream.of(
                everyPlane(),
                everyControlCharacter(),
                "x".repeat(MEGABYTE),
                "\"".repeat(MEGABYTE / 2),
                "\uD83D\uDE00;\r\n".repeat(MEGABYTE / 8));
    }

    /** The first and the last code points of the 17 planes, those without a character included. */
    private static String everyPlane() {
        return IntStream.range(0, 17)
                .flatMap(plane ->
                        IntStream.of(0x20, 0x21, 0xFFFD, 0xFFFE, 0xFFFF).map(at -> (plane << 16) + at))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String everyControlCharacter() {
        return IntStream.range(0, 0xA0)
                .filter(Character::isISOControl)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Stream<@Nullable Object> values() {
        return Arrays.<@Nullable Object>asList(
                Long.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE),
                BigInteger.TEN.pow(JsonValues.MAX_NUMBER_LENGTH - 1),
                new BigDecimal("9.99E+" + (JsonValues.MAX_EXPONENT - 1)),
                new BigDecimal("-1E-" + JsonValues.MAX_EXPONENT),
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Float.MIN_VALUE,
                nested(JsonValues.MAX_DEPTH - 1),
                IntStream.range(0, 10_000).boxed().toList(),
                IntStream.range(0, 10_000).boxed().collect(Collectors.toMap(i -> "key " + i, i -> Map.of())))
                .stream();
    }

    private static Object nested(int depth) {
        Object value = List.of();
        for (int i = 1; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }
}
