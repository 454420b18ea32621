package dev.flagexporter.spi.event;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.flagexporter.spi.event.JsonLimitException.Limit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("Reading JSON values")
class JsonValuesTest {

    /** Jackson's own limits end the whole document, so they have to be wider than those under test. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static Object read(String json) throws IOException, JsonLimitException {
        try (JsonParser parser = FACTORY.createParser(json.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            Object value = JsonValues.read(parser);
            assertThat(parser.nextToken())
                    .as("the parser stands on the value's end")
                    .isNull();
            return value;
        }
    }

    /** Reads the value of a field that is too large, and then the field behind it. */
    private static void assertRefused(String value, Limit limit) throws IOException, JsonLimitException {
        try (JsonParser parser = FACTORY.createParser("{\"bad\":" + value + ",\"good\":[true]}")) {
            parser.nextToken();
            assertThat(parser.nextFieldName()).isEqualTo("bad");
            parser.nextToken();
            assertThatExceptionOfType(JsonLimitException.class)
                    .isThrownBy(() -> JsonValues.read(parser))
                    .satisfies(e -> assertThat(e.limit()).isEqualTo(limit))
                    .withMessageContaining(limit.name());
            assertThat(parser.nextFieldName()).isEqualTo("good");
            parser.nextToken();
            assertThat(JsonValues.read(parser)).isEqualTo(List.of(true));
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "\"text <&> \\u0000\"",
                "9223372036854775807",
                "-9223372036854775808",
                "18446744073709551616",
                "1234567890123456789012345678901234567890",
                "0.1000000000000000055511151231257827",
                "-1.5",
                "1E+30",
                "{}",
                "[]",
                "{\"a\":[1,null,{\"b\":false}],\"c\":{\"d\":\"\"}}"
            })
    void givesBackExactlyWhatWasRead(String json) throws Exception {
        assertThat(JsonValues.toJson(read(json))).isEqualTo(json);
    }

    @Test
    void givesFrozenValues() throws Exception {
        Object value = read("{\"b\":[1.0],\"a\":18446744073709551616}");

        assertThat(value).isEqualTo(Map.of("a", BigInteger.TWO.pow(64), "b", List.of(1L)));
        assertThat(JsonValues.freeze(value)).isSameAs(value);
        assertThat(JsonValues.toJson(value)).isEqualTo("{\"a\":18446744073709551616,\"b\":[1]}");
    }

    @Test
    void letsTheLastOfTwoEqualKeysWin() throws Exception {
        assertThat(read("{\"a\":1,\"b\":2,\"a\":3,\"a\":4}")).isEqualTo(Map.of("a", 4L, "b", 2L));
    }

    @Test
    void acceptsAsMuchNestingAsAllowed() throws Exception {
        String deepest = "[".repeat(JsonValues.MAX_DEPTH) + "]".repeat(JsonValues.MAX_DEPTH);

        assertThat(JsonValues.toJson(read(deepest))).isEqualTo(deepest);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100_000})
    void refusesDeeperNestingAndGoesOnBehindIt(int depth) throws Exception {
        assertRefused("[".repeat(depth) + "]".repeat(depth), Limit.DEPTH);
        assertRefused("{\"a\":[1,".repeat(depth) + "0" + "]}".repeat(depth), Limit.DEPTH);
    }

    @Test
    void acceptsTextAsLongAsAllowed() throws Exception {
        String longest = "x".repeat(JsonValues.MAX_TEXT_LENGTH);

        assertThat(read("\"" + longest + "\"")).isEqualTo(longest);
    }

    @Test
    void refusesLongerTextAndGoesOnBehindIt() throws Exception {
        String tooLong = "\"" + "x".repeat(JsonValues.MAX_TEXT_LENGTH + 1) + "\"";

        assertRefused(tooLong, Limit.TEXT_LENGTH);
        assertRefused("{\"a\":[[1," + tooLong + ",2],3],\"b\":4}", Limit.TEXT_LENGTH);
    }

    @Test
    void acceptsNumbersAsLargeAndSmallAsAllowed() throws Exception {
        String longest = "0." + "1".repeat(JsonValues.MAX_NUMBER_LENGTH - 2);
        String largest = "1" + "0".repeat(308);

        assertThat(read(longest)).isEqualTo(new BigDecimal(longest));
        assertThat(read(largest)).isEqualTo(new BigInteger(largest));
        assertThat(JsonValues.toJson(read("1.7976931348623157e308"))).isEqualTo("1.7976931348623157E+308");
        assertThat(JsonValues.toJson(read("-9e307"))).isEqualTo("-9E+307");
        assertThat(JsonValues.toJson(read("1e-1000"))).isEqualTo("1E-1000");
        assertThat(read("0e999999999")).isEqualTo(0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e309", "-1.8e308", "1e1001", "-1e1000000000", "1e-1002", "1e99999999999", "0.5e-99999999999"})
    void refusesNumbersOfOtherMagnitudeAndGoesOnBehindThem(String number) throws Exception {
        assertRefused(number, Limit.NUMBER);
        assertRefused("[{\"a\":" + number + "}]", Limit.NUMBER);
    }

    @Test
    void refusesNumbersWithMoreDigitsAndGoesOnBehindThem() throws Exception {
        assertRefused("1".repeat(JsonValues.MAX_NUMBER_LENGTH + 1), Limit.NUMBER);
        assertRefused("1" + "0".repeat(309), Limit.NUMBER);
        assertRefused("0." + "1".repeat(JsonValues.MAX_NUMBER_LENGTH), Limit.NUMBER);
    }

    @Test
    void readsOneTextAndOneNumber() throws Exception {
        try (JsonParser parser = FACTORY.createParser("[\"a\",2.50]")) {
            parser.nextToken();
            parser.nextToken();
            assertThat(JsonValues.readText(parser)).isEqualTo("a");
            parser.nextToken();
            assertThat(JsonValues.readNumber(parser)).hasToString("2.5");
        }
    }

    @Test
    void reportsInputThatIsNoValue() throws Exception {
        try (JsonParser parser = FACTORY.createParser("{}")) {
            parser.nextToken();
            parser.nextToken();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> JsonValues.read(parser))
                    .withMessage("a value was expected, not END_OBJECT");
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read("{\"a\":[1,"));
    }

    @Test
    void collectsNoStackTraceForWhatASenderCanCause() {
        assertThat(new JsonLimitException(Limit.DEPTH).getStackTrace()).isEmpty();
    }
}
