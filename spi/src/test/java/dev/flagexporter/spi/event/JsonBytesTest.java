package dev.flagexporter.spi.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Jackson's generator, which every event can be handed, decides what the bytes have to be. */
@DisplayName("JSON as bytes")
class JsonBytesTest {

    /** Go writes every character as it is, and not those beyond the first plane as two escapes. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .characterEscapes(JsonpCharacterEscapes.instance())
            .build();

    private static final int MEGABYTE = 1024 * 1024;

    private static void assertSameAsGenerated(ExportableEvent event) throws IOException {
        byte[] expected = generated(event);
        byte[] actual = event.formatInJson();
        int difference = Arrays.mismatch(actual, expected);
        assertThat(difference)
                .as(() -> "at %d: %s".formatted(difference, excerpt(actual, difference)))
                .isNegative();
    }

    private static String excerpt(byte[] bytes, int position) {
        int from = Math.max(0, position - 20);
        return new String(bytes, from, Math.min(40, bytes.length - from), StandardCharsets.UTF_8);
    }

    private static byte[] generated(ExportableEvent event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            event.writeJson(generator);
        }
        return bytes.toByteArray();
    }

    private static FeatureEvent serving(@Nullable Object value) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey("u-1")
                .creationDate(1700000000)
                .key("flag")
                .variation("on")
                .value(value)
                .defaultServed(true)
                .source("SERVER")
                .metadata(Map.of("a", 1))
                .build();
    }

    @ParameterizedTest(name = "of seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void areThoseOfTheGeneratorForRandomEvents(long seed) throws IOException {
        RandomValues random = new RandomValues(seed);
        for (int i = 0; i < 500; i++) {
            assertSameAsGenerated(random.feature());
            assertSameAsGenerated(random.tracking());
        }
    }

    static Stream<String> texts() {
        return Stream.of(
                "",
                IntStream.range(0, 0x100)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString(),
                everyPlane(),
                "\uD83D",
                "\uDE00",
                "\uDE00\uD83D",
                "\uD83D\uD83D\uDE00\uDE00",
                "<a href='x'>&</a>/\u2028\u2029\u007F\u0080\u07FF\u0800\uFFFF",
                "x".repeat(MEGABYTE),
                "\"".repeat(MEGABYTE),
                "\u0001".repeat(MEGABYTE),
                "\uD83D\uDE00".repeat(MEGABYTE / 2),
                "\u6771\u4EACx\n".repeat(MEGABYTE / 4));
    }

    /** The first and the last code points of the 17 planes, those without a character included. */
    private static String everyPlane() {
        return IntStream.range(0, 17)
                .flatMap(plane -> IntStream.of(0, 1, 0xFFFE, 0xFFFF).map(at -> (plane << 16) + at))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void areThoseOfTheGeneratorForHostileTexts(String text) throws IOException {
        assertSameAsGenerated(FeatureEvent.builder()
                .kind(text)
                .contextKind(text)
                .userKey(text)
                .key(text)
                .variation(text)
                .value(text)
                .defaultServed(true)
                .version(text)
                .source(text)
                .metadata(Map.of(text, text))
                .build());
        assertSameAsGenerated(TrackingEvent.builder()
                .kind(text)
                .contextKind(text)
                .userKey(text)
                .key(text)
                .evaluationContext(Map.of(text, List.of(text)))
                .build());
    }

    /** Long texts are written in parts, and characters of two units and of six bytes may stand where one ends. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\u0000", "\u00E9", "\u6771", "\uD83D\uDE00", "\uD83D", "\uDE00", "\uD83D\n"})
    void areThoseOfTheGeneratorWhereverACharacterStands(String special) throws IOException {
        for (int part : new int[] {4 * 1024, 8 * 1024, 16 * 1024}) {
            for (int length = part - 10; length < part + 3; length++) {
                assertSameAsGenerated(serving("x".repeat(length) + special + "y"));
            }
        }
    }

    static Stream<@Nullable Object> values() {
        return Arrays.<@Nullable Object>asList(
                null,
                true,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE),
                BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE),
                BigInteger.TEN.pow(JsonValues.MAX_NUMBER_LENGTH - 1),
                BigInteger.TEN.pow(100_000).negate(),
                new BigDecimal("9.99E+" + (JsonValues.MAX_EXPONENT - 1)),
                new BigDecimal("-1E-" + JsonValues.MAX_EXPONENT),
                new BigDecimal("1E+30"),
                new BigDecimal("0.000001"),
                new BigDecimal("0.0000001"),
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                -0.0,
                Float.MIN_VALUE,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Map.of(),
                List.of(),
                Collections.singletonMap("", null),
                nested(JsonValues.MAX_DEPTH, false),
                nested(JsonValues.MAX_DEPTH, true),
                nested(JsonValues.MAX_DEPTH + 1, true),
                IntStream.range(0, 10_000).boxed().toList())
                .stream();
    }

    private static Object nested(int depth, boolean objects) {
        Object value = objects ? Map.of() : List.of();
        for (int i = 1; i < depth; i++) {
            value = objects ? Map.of("a", value, "b", 1) : List.of(0, value);
        }
        return value;
    }

    @ParameterizedTest
    @MethodSource("values")
    void areThoseOfTheGeneratorForExtremeValues(@Nullable Object value) throws IOException {
        assertSameAsGenerated(serving(value));
        assertSameAsGenerated(TrackingEvent.builder()
                .kind("")
                .evaluationContext(Collections.singletonMap("v", value))
                .build());
    }

    @Test
    void areThoseOfTheGeneratorForEveryLengthOfAnInteger() throws IOException {
        List<Long> powers =
                LongStream.iterate(1, power -> power * 10).limit(19).boxed().toList();
        for (long power : powers) {
            for (long number : new long[] {power - 1, power, power + 1, -power + 1, -power, -power - 1}) {
                assertThat(JsonValues.toJson(number)).isEqualTo(Long.toString(number));
            }
        }
        RandomValues random = new RandomValues(1);
        for (int i = 0; i < 10_000; i++) {
            long number = random.integer();
            assertThat(JsonValues.toJson(number)).isEqualTo(Long.toString(number));
        }
    }

    @ParameterizedTest
    @MethodSource({"values", "texts"})
    void areTheTextOfAValueToo(@Nullable Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            JsonValues.write(generator, JsonValues.freeze(value));
        }
        assertThat(JsonValues.toJson(value)).isEqualTo(text.toString());
    }

    @Test
    void areWhatAnEventOfAThirdPartyWrites() {
        assertThat(new WritingItself().formatInJson())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"own\":1}");
    }
}
