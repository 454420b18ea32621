package dev.flagexporter.testkit.exporter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.testkit.Events;
import org.jspecify.annotations.Nullable;

/** Events that senders may send, and that exporters tend to stumble over. */
final class HostileEvents {

    private static final String LONG_TEXT = "x".repeat(100_000);

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "two\nlines",
            "two\r\nlines",
            "next\u0085line\u2028separator\u2029paragraph",
            "tab\t;semicolon,comma",
            "\"quoted\" it's",
            "\\backslash\\n",
            "nul\u0000escape\u001b[2Jbell\u0007",
            "{{ .UserKey}} ${user.home} {0} %s %n #{1}",
            "=cmd|'/c calc'!A1",
            "../../etc/passwd",
            "<script>alert(1)</script>&amp;",
            "\u65e5\u672c\u8a9e \ud83d\ude80 e\u0301",
            "high surrogate alone \ud83d",
            "low surrogate alone \ude80",
            "\ufeffbyte order mark",
            LONG_TEXT);

    private static final List<@Nullable Object> VALUES = Arrays.asList(
            null,
            "",
            false,
            0,
            -1,
            Long.MIN_VALUE,
            new BigInteger("123456789012345678901234567890"),
            new BigDecimal("1E+400"),
            Double.NaN,
            List.of(),
            Map.of(),
            Arrays.asList(null, 1, List.of("a", Map.of("b", "c\nd"))),
            deep());

    private static final List<Long> DATES = List.of(0L, -1L, 9_999_999_999L);

    private HostileEvents() {}

    private static Object deep() {
        Object value = "bottom";
        for (int depth = 0; depth < JsonValues.MAX_DEPTH; depth++) {
            value = Map.of("deeper", value);
        }
        return value;
    }

    static List<ExportableEvent> of(EventType type) {
        List<ExportableEvent> events = new ArrayList<>();
        TEXTS.forEach(text -> events.add(event(type, text, text, Events.CREATION_DATE)));
        VALUES.forEach(value -> events.add(event(type, "user", value, Events.CREATION_DATE)));
        DATES.forEach(date -> events.add(event(type, "user", true, date)));
        return events;
    }

    private static ExportableEvent event(EventType type, String text, @Nullable Object value, long date) {
        return switch (type) {
            case FEATURE ->
                FeatureEvent.builder()
                        .contextKind(text)
                        .userKey(text)
                        .creationDate(date)
                        .key(text)
                        .variation(text)
                        .value(value)
                        .defaultServed(true)
                        .version(text)
                        .source(text)
                        .metadata(map(text, value))
                        .build();
            case TRACKING ->
                TrackingEvent.builder()
                        .contextKind(text)
                        .userKey(text)
                        .creationDate(date)
                        .key(text)
                        .evaluationContext(map(text, value))
                        .trackingDetails(map(text, value))
                        .build();
        };
    }

    private static @Nullable Map<String, @Nullable Object> map(String key, @Nullable Object value) {
        return JsonValues.freezeMap(
                value == null
                        ? null
                        : Map.of(key, value, "list", Stream.of(value).toList()));
    }
}
