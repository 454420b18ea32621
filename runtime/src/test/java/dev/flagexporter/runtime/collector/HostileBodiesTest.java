package dev.flagexporter.runtime.collector;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.collector.Decoding.decode;
import static dev.flagexporter.runtime.collector.Decoding.refusal;
import static dev.flagexporter.runtime.collector.Decoding.rejection;
import static org.assertj.core.api.Assertions.assertThat;

/** Events that are too much cost nobody but themselves. */
class HostileBodiesTest {

    private static final String DEEP = "[".repeat(100_000) + "]".repeat(100_000);
    private static final String LONG_TEXT = '"' + "x".repeat(3 * 1024 * 1024) + '"';
    private static final String LONG_NUMBER = "1".repeat(10_000);

    @ParameterizedTest
    @ValueSource(strings = {"value", "metadata", "evaluationContext", "trackingEventDetails"})
    void rejectsDeepNesting(String field) {
        String kind = field.startsWith("v") || field.startsWith("m") ? "feature" : "tracking";

        assertThat(rejection("{\"kind\":\"" + kind + "\",\"" + field + "\":{\"a\":" + DEEP + "}}"))
                .isEqualTo(RejectReason.TOO_DEEP);
    }

    @Test
    void rejectsDeepNestingInPlaceOfAText() {
        assertThat(rejection("{\"key\":" + DEEP + "}")).isEqualTo(RejectReason.WRONG_TYPE);
    }

    @Test
    void skipsDeepNestingInUnknownFields() {
        DecodedEvents events = decode("{\"events\":[{\"key\":\"a\",\"x\":" + DEEP + "},{}],\"y\":" + DEEP + "}");

        assertThat(events.features()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "userKey", "value", "version", "kind"})
    void rejectsLongTexts(String field) {
        assertThat(rejection("{\"" + field + "\":" + LONG_TEXT + "}")).isEqualTo(RejectReason.TEXT_TOO_LONG);
    }

    @Test
    void rejectsLongTextsWithinValues() {
        assertThat(rejection("{\"value\":[{\"a\":" + LONG_TEXT + "},1]}")).isEqualTo(RejectReason.TEXT_TOO_LONG);
    }

    @Test
    void skipsLongTextsInUnknownFieldsAndLongNames() {
        DecodedEvents events = decode("{\"events\":[{\"x\":" + LONG_TEXT + "},{" + LONG_TEXT + ":1}]}");

        assertThat(events.features()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"creationDate", "value"})
    void rejectsLongNumbers(String field) {
        assertThat(rejection("{\"" + field + "\":" + LONG_NUMBER + "}")).isEqualTo(RejectReason.NUMBER_OUT_OF_RANGE);
        assertThat(rejection("{\"" + field + "\":0." + LONG_NUMBER + "}")).isEqualTo(RejectReason.NUMBER_OUT_OF_RANGE);
        assertThat(rejection("{\"" + field + "\":1e999999999}")).isEqualTo(RejectReason.NUMBER_OUT_OF_RANGE);
        assertThat(rejection("{\"" + field + "\":1e99999999999}")).isEqualTo(RejectReason.NUMBER_OUT_OF_RANGE);
    }

    /** Readers of JSON would take them for infinity, or fail. */
    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1.8e308", "17976931348623159e292"})
    void rejectsNumbersThatNoReaderTakes(String number) {
        assertThat(rejection("{\"value\":" + number + "}")).isEqualTo(RejectReason.NUMBER_OUT_OF_RANGE);
        assertThat(rejection("{\"value\":{\"a\":[" + number + "]}}")).isEqualTo(RejectReason.NUMBER_OUT_OF_RANGE);
        assertThat(rejection("{\"creationDate\":" + number + "}")).isEqualTo(RejectReason.NUMBER_OUT_OF_RANGE);
    }

    @Test
    void rejectsIntegersThatNoReaderTakes() {
        assertThat(rejection("{\"value\":1" + "0".repeat(400) + "}")).isEqualTo(RejectReason.NUMBER_OUT_OF_RANGE);
        assertThat(decode("{\"events\":[{\"value\":1" + "0".repeat(308) + "}]}").features())
                .hasSize(1);
    }

    @Test
    void hasTheDocumentedLimits() {
        assertLimit("[".repeat(64) + "]".repeat(64), "[".repeat(65) + "]".repeat(65), RejectReason.TOO_DEEP);
        assertLimit(text(2_097_152), text(2_097_153), RejectReason.TEXT_TOO_LONG);
        assertLimit("0." + "1".repeat(998), "0." + "1".repeat(999), RejectReason.NUMBER_OUT_OF_RANGE);
        assertLimit("1e308", "1e309", RejectReason.NUMBER_OUT_OF_RANGE);
        assertLimit("1e-1001", "1e-1002", RejectReason.NUMBER_OUT_OF_RANGE);
    }

    private static String text(int length) {
        return '"' + "x".repeat(length) + '"';
    }

    private static void assertLimit(String within, String beyond, RejectReason reason) {
        byte[] body = ("{\"events\":[{\"value\":" + within + "}]}").getBytes(StandardCharsets.UTF_8);
        assertThat(decode(body, new DecodingLimits(1, Long.MAX_VALUE, Long.MAX_VALUE))
                        .features())
                .hasSize(1);
        assertThat(rejection("{\"value\":" + beyond + "}")).isEqualTo(reason);
    }

    @Test
    void skipsLongNumbersInUnknownFields() {
        assertThat(decode("{\"events\":[{\"x\":" + LONG_NUMBER + "}]}").features())
                .hasSize(1);
    }

    @Test
    void takesDuplicateFields() {
        DecodedEvents events =
                decode("{\"events\":[{\"value\":{\"a\":1,\"a\":2},\"key\":\"a\",\"key\":\"b\",\"KEY\":\"c\"},{}]}");

        assertThat(events.features()).hasSize(2);
    }

    @Test
    void takesAHundredThousandDifferentNames() {
        String fields = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"name-" + i + "\":" + i)
                .collect(Collectors.joining(","));

        String body = "{\"events\":[{\"value\":{" + fields + "}},{" + fields + "}]}";
        DecodingLimits limits = new DecodingLimits(2, Long.MAX_VALUE, Long.MAX_VALUE);

        assertThat(decode(body.getBytes(StandardCharsets.UTF_8), limits).features())
                .hasSize(2);
    }

    @Test
    void refusesNestingThatTheParserItselfCouldNotHold() {
        assertThat(refusal("{\"x\":" + "[".repeat(EventsDecoder.MAX_NESTING + 1)))
                .startsWith("collectEvalData: invalid input data code=400, message=Syntax error");
    }
}
