package dev.flagexporter.spi.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.template.LineTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whole files, byte by byte: what people's pipelines read. They change on purpose or not at all. */
@DisplayName("What is written is the golden file")
class GoldenFilesTest {

    private static final long DATE = 1_700_000_000;

    private static FeatureEvent serving(@Nullable Object value) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey("u-1")
                .creationDate(DATE)
                .key("checkout-v2")
                .variation("on")
                .value(value)
                .source("SERVER")
                .metadata(Map.of())
                .build();
    }

    private static FeatureEvent line(
            String contextKind,
            String userKey,
            long date,
            String key,
            String variation,
            @Nullable Object value,
            boolean failed,
            String source) {
        return FeatureEvent.builder()
                .contextKind(contextKind)
                .userKey(userKey)
                .creationDate(date)
                .key(key)
                .variation(variation)
                .value(value)
                .defaultServed(failed)
                .version("3")
                .source(source)
                .metadata(Map.of("a", 1))
                .build();
    }

    private static void assertGolden(
            String file, String format, FormatSettings settings, List<? extends ExportableEvent> events)
            throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        EventFormat.named(format).orElseThrow().writer(settings).write(EventBatch.withoutIds(events), written);
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(golden(file));
    }

    private static String golden(String file) throws IOException {
        try (InputStream golden = GoldenFilesTest.class.getResourceAsStream("/golden/" + file)) {
            assertThat(golden).as(file).isNotNull();
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void forTheReferencesFeatureEvent() throws IOException {
        FeatureEvent event = FeatureEvent.builder()
                .contextKind("user")
                .userKey("u-1")
                .creationDate(DATE)
                .key("checkout-v2")
                .variation("on")
                .value(true)
                .version("3")
                .source("INPROCESS")
                .metadata(Map.of("provider", "go", "env", "prod"))
                .build();

        assertGolden("feature.json", "json", FormatSettings.defaults(EventType.FEATURE), List.of(event));
        assertThat(event.formatInJson())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(golden("feature.json").strip());
    }

    @Test
    void forTheReferencesTrackingEvent() throws IOException {
        TrackingEvent event = TrackingEvent.builder()
                .contextKind("user")
                .userKey("u-1")
                .creationDate(DATE + 5)
                .key("order-paid")
                .evaluationContext(Map.of("targetingKey", "u-1", "plan", "pro"))
                .trackingDetails(Map.of("value", 49.9, "currency", "EUR"))
                .build();

        assertGolden("tracking.json", "json", FormatSettings.defaults(EventType.TRACKING), List.of(event));
        assertThat(event.formatInJson())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(golden("tracking.json").strip());
    }

    @Test
    void forEveryKindOfValueInJson() throws IOException {
        FeatureEvent empty = FeatureEvent.builder().defaultServed(true).build();
        Stream<FeatureEvent> serving = Stream.of(
                        1e6,
                        BigInteger.TWO.pow(64),
                        -0.25,
                        Double.NaN,
                        "<\"\u00E9\uD83D\uDE00\\\n>",
                        Map.of("b", "x", "a", Arrays.asList(1.0, null, Map.of())))
                .map(GoldenFilesTest::serving);

        assertGolden(
                "values.json",
                "json",
                FormatSettings.defaults(EventType.FEATURE),
                Stream.concat(Stream.of(empty), serving).toList());
    }

    @Test
    void forCleanValuesInTheReferencesDefaultCsv() throws IOException {
        assertGolden(
                "feature.csv",
                "csv",
                FormatSettings.defaults(EventType.FEATURE),
                List.of(
                        line("user", "u-1", DATE, "checkout-v2", "on", true, false, "INPROCESS"),
                        line(
                                "anonymousUser",
                                "u-2",
                                DATE + 1,
                                "checkout-v2",
                                "SdkDefault",
                                false,
                                true,
                                "PROVIDER_CACHE"),
                        line("user", "u-3", DATE + 2, "button-color", "blue", "dark blue", false, "SERVER"),
                        line("user", "u-4", DATE + 3, "limit", "large", 999_999, false, "SERVER"),
                        line("user", "u-5", DATE + 4, "limit", "negative", -12.0, false, "SERVER"),
                        line("", "", 0, "limit", "zero", 0, false, "")));
    }

    @Test
    void forSpecialValuesInCsvWithHeaderGuardAndAnotherSeparator() throws IOException {
        FormatSettings settings = new FormatSettings(
                EventType.FEATURE,
                Optional.of(LineTemplate.DEFAULT_CSV.replace(';', ',')),
                ',',
                true,
                true,
                Optional.empty(),
                Map.of());

        assertGolden(
                "special.csv",
                "csv",
                settings,
                List.of(
                        line("user", "a,b", DATE, "say \"hi\"", "on;off", Map.of("a", List.of(1, 2)), false, "SERVER"),
                        line("user", "two\nlines", DATE, "=1+1", "on", null, true, "\u00E9\uD83D\uDE00")));
    }

    @Test
    void forTrackingEventsInCsv() throws IOException {
        assertGolden(
                "tracking.csv",
                "csv",
                FormatSettings.defaults(EventType.TRACKING),
                List.of(
                        TrackingEvent.builder()
                                .contextKind("user")
                                .userKey("u-1")
                                .creationDate(DATE + 5)
                                .key("order-paid")
                                .evaluationContext(Map.of("targetingKey", "u-1", "plan", "pro"))
                                .trackingDetails(Map.of("value", 49.9, "currency", "EUR"))
                                .build(),
                        TrackingEvent.builder()
                                .contextKind("user")
                                .userKey("u-2")
                                .creationDate(DATE + 6)
                                .key("seen")
                                .trackingDetails(Collections.emptyMap())
                                .build()));
    }
}
