package dev.flagexporter.runtime.collector;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.flagexporter.runtime.config.FlagExporterSettings;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.collector.Decoding.decode;
import static dev.flagexporter.runtime.collector.Decoding.refusal;
import static dev.flagexporter.runtime.collector.Decoding.rejection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The envelope around the events. */
class EventsDecoderTest {

    private static final String NO_EVENTS = "collectEvalData: invalid input data";

    @Test
    void takesAnEmptyArray() {
        DecodedEvents events = decode("{\"events\":[]}");

        assertThat(events.received()).isZero();
        assertThat(events.features()).isEmpty();
        assertThat(events.tracking()).isEmpty();
    }

    @Test
    void keepsTheOrderOfEachType() {
        DecodedEvents events = decode("""
                {"events":[{"key":"a"},{"kind":"tracking","key":"b"},{"key":"c"},{"kind":"tracking","key":"d"}]}""");

        assertThat(events.features()).extracting("key").containsExactly("a", "c");
        assertThat(events.tracking()).extracting("key").containsExactly("b", "d");
        assertThat(events.received()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"meta\":{\"env\":\"prod\"},\"events\":[{\"metadata\":{\"own\":1}},{}]}",
                "{\"events\":[{\"metadata\":{\"own\":1}},{}],\"meta\":{\"env\":\"prod\"}}",
                "{\"Meta\":{\"env\":\"prod\"},\"EVENTS\":[{},{}]}"
            })
    void putsMetaInPlaceOfMetadataWhereverItStands(String body) {
        DecodedEvents events = decode(body);

        assertThat(events.features()).hasSize(2).allSatisfy(event -> assertThat(event.metadata())
                .isEqualTo(Map.of("env", "prod")));
        assertThat(events.features().get(0).metadata())
                .isSameAs(events.features().get(1).metadata());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"meta\":{},\"events\":[{\"metadata\":{\"own\":1}}]}",
                "{\"events\":[{\"metadata\":{\"own\":1}}],\"meta\":{}}"
            })
    void putsAlsoAnEmptyMetaInPlaceOfMetadata(String body) {
        assertThat(decode(body).features().get(0).metadata()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"events\":[{\"metadata\":{\"own\":1}}]}",
                "{\"meta\":null,\"events\":[{\"metadata\":{\"own\":1}}]}",
                "{\"metadata\":{\"env\":\"prod\"},\"events\":[{\"metadata\":{\"own\":1}}]}"
            })
    void leavesMetadataWithoutMeta(String body) {
        assertThat(decode(body).features().get(0).metadata()).isEqualTo(Map.of("own", 1L));
    }

    @Test
    void ignoresUnknownFields() {
        assertThat(decode("{\"a\":[{\"events\":1}],\"events\":[{}],\"b\":{\"meta\":1}}")
                        .received())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " garbage", "}", "{\"events\":1}", "\u0000"})
    void ignoresWhatFollowsTheFirstValue(String rest) {
        assertThat(decode("{\"events\":[{}]}" + rest).received()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", "{}", "null", "{\"events\":null}", "{\"meta\":{}}", "{\"event\":[]}"})
    void refusesBodiesWithoutEvents(String body) {
        assertThat(refusal(body)).isEqualTo(NO_EVENTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|object|array|",
                "\"text\"|object|string|",
                "1|object|number|",
                "{\"events\":{}}|array|object|events",
                "{\"events\":\"text\"}|array|string|events",
                "{\"events\":true}|array|bool|events",
                "{\"meta\":\"text\",\"events\":[]}|object|string|meta",
                "{\"events\":[],\"meta\":[1]}|object|array|meta",
                "{\"events\":[{},1]}|object|number|events",
                "{\"events\":[\"text\"]}|object|string|events",
                "{\"events\":[[]]}|object|array|events"
            })
    void refusesValuesOfAnotherType(String body, String expected, String got, String field) {
        assertThat(refusal(body))
                .startsWith(
                        "collectEvalData: invalid input data code=400, message=Unmarshal type error: expected=%s, got=%s, field=%s, offset="
                                .formatted(expected, got, field == null ? "" : field))
                .contains(", internal=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"events\":[",
                "{\"events\":[{\"key\":\"a",
                "{\"events\":[{\"key\":\"SECRET\"},]}",
                "{\"events\":[SECRET]}",
                "{\"events\":[{\"key\":SECRET}]}",
                "SECRET",
                "{'events':[]}",
                "{\"events\":[{\"value\":NaN}]}",
                "{\"events\":[{\"value\":01}]}",
                "{\"events\":[{\"key\":\"a\nb\"}]}",
                "{\"events\":[{\"key\":\"\\x\"}]}"
            })
    void refusesMalformedJsonWithoutQuotingIt(String body) {
        assertThat(refusal(body))
                .matches(
                        "collectEvalData: invalid input data code=400, message=Syntax error: offset=\\d+, error=.+, internal=.+")
                .doesNotContain("SECRET");
    }

    @Test
    void rejectsANullEventAlone() {
        assertThat(rejection("null")).isEqualTo(RejectReason.NULL_EVENT);
    }

    @Test
    void saysWhereTheFirstEventOfEachReasonWasRejected() {
        DecodedEvents events = decode("{\"events\":[{},{\"key\":1},null,{\"default\":1},null]}");

        assertThat(events.received()).isEqualTo(5);
        assertThat(events.rejections().total()).isEqualTo(4);
        Rejections.Tally wrongType = events.rejections().byReason().get(RejectReason.WRONG_TYPE);
        Rejections.Tally nullEvent = events.rejections().byReason().get(RejectReason.NULL_EVENT);
        assertThat(wrongType.first()).isEqualTo("events[1].key");
        assertThat(wrongType.count()).isEqualTo(2);
        assertThat(nullEvent.first()).isEqualTo("events[2]");
        assertThat(nullEvent.count()).isEqualTo(2);
    }

    @Test
    void ignoresAMetaBeyondTheLimitsInsteadOfRefusingItForEver() {
        DecodedEvents events = decode(
                "{\"meta\":{\"a\":" + "[".repeat(100) + "]".repeat(100) + "},\"events\":[{\"metadata\":{\"own\":1}}]}");

        assertThat(events.metaDropped()).isTrue();
        assertThat(events.features().get(0).metadata()).isEqualTo(Map.of("own", 1L));
    }

    @Test
    void refusesMoreEventsThanMemoryIsMeantFor() {
        String body = "{\"events\":[" + "{},".repeat(FlagExporterSettings.MAX_EVENTS_PER_REQUEST) + "{}]}";

        assertThatThrownBy(() -> EventsDecoder.decode(body.getBytes(StandardCharsets.US_ASCII), Decoding.LIMITS))
                .isInstanceOf(BodyTooLargeException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"meta\":{\"a\":1,\"b\":{\"x\":1}},\"meta\":{\"b\":{\"y\":2},\"c\":3},\"events\":[{}]}|{\"a\":1,\"b\":{\"y\":2},\"c\":3}",
                "{\"meta\":{\"a\":1},\"events\":[{}],\"Meta\":{\"a\":2}}|{\"a\":2}",
                "{\"meta\":{\"a\":1},\"meta\":null,\"events\":[{}]}|null",
                "{\"meta\":{\"a\":1},\"events\":[{}],\"meta\":null}|null",
                "{\"meta\":null,\"meta\":{\"a\":1},\"events\":[{}]}|{\"a\":1}",
            })
    void mergesASecondMetaIntoTheFirst(String body, String metadata) {
        assertThat(JsonValues.toJson(decode(body).features().get(0).metadata())).isEqualTo(metadata);
    }

    @Test
    void takesTheLastOfTwoArraysOfEvents() {
        DecodedEvents events = decode("{\"events\":[{\"key\":\"a\"},{}],\"EVENTS\":[{\"key\":\"b\"}]}");

        assertThat(events.received()).isEqualTo(1);
        assertThat(events.features()).extracting(FeatureEvent::key).containsExactly("b");
        assertThat(refusal("{\"events\":[{}],\"events\":null}")).isEqualTo(NO_EVENTS);
    }

    /** The sizes are those below and above the limit on events, and above the one on strings. */
    @ParameterizedTest
    @CsvSource({"1000, false", "1200000, true", "2200000, true"})
    void leavesOutAMetaThatWouldMakeEventsTooLarge(int size, boolean dropped) {
        String meta = "\"meta\":{\"a\":\"" + "x".repeat(size) + "\"}";
        String event = "{\"key\":\"a\",\"metadata\":{\"own\":1}}";

        for (String body :
                List.of("{" + meta + ",\"events\":[" + event + "]}", "{\"events\":[" + event + "]," + meta + "}")) {
            DecodedEvents events = decode(body);

            assertThat(events.rejections().total()).isZero();
            assertThat(events.metaDropped()).isEqualTo(dropped);
            assertThat(events.features()).singleElement().satisfies(feature -> assertThat(
                            feature.metadata().containsKey("own"))
                    .isEqualTo(dropped));
        }
    }

    @Test
    void leavesOutMetaOnlyWhereItIsTooMuch() {
        DecodedEvents events = decode("{\"meta\":{\"a\":\"" + "x".repeat(100_000) + "\"},\"events\":[{},{\"value\":\""
                + "y".repeat(1_000_000) + "\"},{\"value\":\"" + "z".repeat(1_100_000) + "\"}]}");

        assertThat(events.features()).hasSize(2);
        assertThat(events.features().get(0).metadata()).containsOnlyKeys("a");
        assertThat(events.features().get(1).metadata()).isNull();
        assertThat(events.metaDropped()).isTrue();
        assertThat(events.rejections()
                        .byReason()
                        .get(RejectReason.EVENT_TOO_LARGE)
                        .first())
                .isEqualTo("events[2]");
    }

    @Test
    void rejectsAnEventLargerThanMemory() {
        byte[] body = "{\"events\":[{\"value\":\"xxxxxxxxxx\"},{}]}".getBytes(StandardCharsets.UTF_8);
        long tooSmall = Decoding.feature("\"value\":\"xxxxxxxxxx\"").heapBytes() - 1L;

        DecodedEvents events = decode(body, new DecodingLimits(2, Long.MAX_VALUE, tooSmall));

        assertThat(events.features()).hasSize(1);
        assertThat(events.rejections().byReason()).containsOnlyKeys(RejectReason.EVENT_TOO_LARGE);
    }
}
