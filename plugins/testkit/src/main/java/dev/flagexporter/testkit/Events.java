package dev.flagexporter.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.TrackingEvent;
import org.jspecify.annotations.Nullable;

/** Events for tests. Numbered ones differ in their user key, which is {@code user-<number>}. */
public final class Events {

    /** The creation date of all events here: 2023-11-14T22:13:20Z. */
    public static final long CREATION_DATE = 1_700_000_000L;

    private static final String USER = "user-";
    private static final int LONG_TEXT = 100_000;

    private Events() {}

    /**
     * The number of an event that was made here.
     *
     * @param event a numbered event
     * @return its number
     * @throws NumberFormatException when the event is not numbered
     */
    public static int number(ExportableEvent event) {
        return Integer.parseInt(event.userKey().substring(USER.length()));
    }

    /**
     * An evaluation of the flag {@code checkout-v2} that served the variation {@code on}.
     *
     * @param number tells the event from others
     * @return a feature event
     */
    public static FeatureEvent feature(int number) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey(USER + number)
                .creationDate(CREATION_DATE)
                .key("checkout-v2")
                .variation("on")
                .value(true)
                .version("3")
                .source("INPROCESS")
                .metadata(Map.of("env", "prod"))
                .build();
    }

    /**
     * Consecutive feature events.
     *
     * @param count how many, numbered from 0
     * @return an unmodifiable list
     */
    public static List<FeatureEvent> features(int count) {
        return IntStream.range(0, count).mapToObj(Events::feature).toList();
    }

    /**
     * A tracked order.
     *
     * @param number tells the event from others
     * @return a tracking event
     */
    public static TrackingEvent tracking(int number) {
        return TrackingEvent.builder()
                .contextKind("user")
                .userKey(USER + number)
                .creationDate(CREATION_DATE)
                .key("order-paid")
                .evaluationContext(Map.of("plan", "pro", "targetingKey", USER + number))
                .trackingDetails(Map.of("value", 49.9, "currency", "EUR"))
                .build();
    }

    /**
     * Consecutive tracking events.
     *
     * @param count how many, numbered from 0
     * @return an unmodifiable list
     */
    public static List<TrackingEvent> trackings(int count) {
        return IntStream.range(0, count).mapToObj(Events::tracking).toList();
    }

    /**
     * Texts that have broken exporters: separators, quotes, line ends, control characters, templates, paths, formulas,
     * broken Unicode, and a very long one.
     *
     * @return an unmodifiable list without nulls
     */
    public static List<String> hostileTexts() {
        return List.of(
                "",
                " ",
                "a;b,c\td|e",
                "first line\nsecond line\r\n",
                "\"double\" 'single' \\backslash",
                "=HYPERLINK(\"http://example.com\")",
                "../../../etc/passwd",
                "C:\\con\\..",
                "<script>alert(1)</script>&amp;",
                "{{ .Key }} ${jndi:ldap://example.com} %s %n",
                "{\"events\":[",
                "null",
                "\u0000\u0007\u001b[2J\u007f\u0085\u2028\ufeff",
                "\u05d0\u202e e\u0301 \ud83d\ude00",
                "lone \ud800 surrogates \udc00",
                "x".repeat(LONG_TEXT));
    }

    /**
     * Values that have broken exporters: null, numbers beyond the ranges of other types, empty ones, and one that is
     * nested as deeply as an object may that is in a map of an event.
     *
     * @return an unmodifiable list with a null
     */
    public static List<@Nullable Object> hostileValues() {
        return Collections.unmodifiableList(Arrays.<@Nullable Object>asList(
                null,
                "",
                false,
                Long.MIN_VALUE,
                9_007_199_254_740_993L,
                new BigInteger("123456789012345678901234567890"),
                new BigDecimal("0.1000000000000000055511151231257827"),
                new BigDecimal("1E+999"),
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                List.of(),
                Map.of(),
                Map.of("", Map.of(" ", List.of("mixed", 1, true))),
                Collections.singletonList(null),
                Collections.singletonMap("nothing", null),
                nested(JsonValues.MAX_DEPTH - 1)));
    }

    private static Object nested(int depth) {
        Object value = "the bottom";
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("inside", value);
        }
        return value;
    }

    /** Creation dates that no calendar holds, or that only just fit. */
    private static List<Long> hostileDates() {
        return List.of(0L, -1L, 9_999_999_999L, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    /**
     * Feature events that are valid and odd: every {@linkplain #hostileTexts() text} in every text of an event, every
     * {@linkplain #hostileValues() value} as value and in the metadata, and creation dates out of every calendar.
     *
     * @return an unmodifiable list
     */
    public static List<FeatureEvent> hostileFeatures() {
        return Stream.of(
                        hostileTexts().stream().map(text -> feature(CREATION_DATE, text, text, Map.of(text, text))),
                        hostileValues().stream().map(value -> feature(CREATION_DATE, "odd value", value, of(value))),
                        hostileDates().stream().map(date -> feature(date, "odd date", null, null)))
                .flatMap(events -> events)
                .toList();
    }

    private static FeatureEvent feature(
            long date, String text, @Nullable Object value, @Nullable Map<String, @Nullable Object> metadata) {
        return FeatureEvent.builder()
                .contextKind(text)
                .userKey(text)
                .creationDate(date)
                .key(text)
                .variation(text)
                .value(value)
                .version(text)
                .source(text)
                .metadata(metadata)
                .build();
    }

    private static Map<String, @Nullable Object> of(@Nullable Object value) {
        return Collections.singletonMap("odd", value);
    }

    /**
     * Tracking events that are valid and odd, as {@link #hostileFeatures()} are.
     *
     * @return an unmodifiable list
     */
    public static List<TrackingEvent> hostileTrackings() {
        return Stream.of(
                        hostileTexts().stream().map(text -> tracking(CREATION_DATE, text, Map.of(text, text))),
                        hostileValues().stream().map(value -> tracking(CREATION_DATE, "odd value", of(value))),
                        hostileDates().stream().map(date -> tracking(date, "odd date", null)))
                .flatMap(events -> events)
                .toList();
    }

    private static TrackingEvent tracking(long date, String text, @Nullable Map<String, @Nullable Object> details) {
        return TrackingEvent.builder()
                .contextKind(text)
                .userKey(text)
                .creationDate(date)
                .key(text)
                .evaluationContext(details)
                .trackingDetails(details)
                .build();
    }
}
