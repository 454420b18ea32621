package dev.flagexporter.runtime.collector;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import dev.flagexporter.spi.event.FeatureEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.collector.Decoding.decode;
import static dev.flagexporter.runtime.collector.Decoding.feature;
import static dev.flagexporter.runtime.collector.Decoding.rejection;
import static org.assertj.core.api.Assertions.assertThat;

class FeatureEventDecodingTest {

    @Test
    void readsEveryField() {
        FeatureEvent event = feature("""
                "kind":"feature","contextKind":"user","userKey":"u-1","creationDate":1700000000,"key":"checkout-v2",
                "variation":"on","value":{"a":[1,2.5]},"default":true,"version":"3","source":"INPROCESS",
                "metadata":{"env":"prod"}""");

        assertThat(event)
                .isEqualTo(FeatureEvent.builder()
                        .contextKind("user")
                        .userKey("u-1")
                        .creationDate(1_700_000_000)
                        .key("checkout-v2")
                        .variation("on")
                        .value(Map.of("a", List.of(1L, new BigDecimal("2.5"))))
                        .defaultServed(true)
                        .version("3")
                        .source("INPROCESS")
                        .metadata(Map.of("env", "prod"))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", """
                "kind":null,"contextKind":null,"userKey":null,"creationDate":null,"key":null,"variation":null,"value":null,
                "default":null,"version":null,"source":null,"metadata":null"""})
    void givesDefaultsToFieldsThatAreMissingOrNull(String fields) {
        assertThat(feature(fields))
                .isEqualTo(
                        FeatureEvent.builder().kind("").source("PROVIDER_CACHE").build());
    }

    @Test
    void givesTheDefaultToAnEmptySource() {
        assertThat(feature("\"source\":\"\"").source()).isEqualTo("PROVIDER_CACHE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVER", "PROVIDER_CACHE", "INPROCESS", "PROVIDER", "EDGE", "anything"})
    void keepsAnySource(String source) {
        assertThat(feature("\"source\":\"" + source + "\"").source()).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature", "custom", "Tracking", "TRACKING", " tracking", ""})
    void takesEveryKindButTrackingAndKeepsIt(String kind) {
        assertThat(feature("\"kind\":\"" + kind + "\"").kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "contextKind", "userKey", "key", "variation", "version", "source"})
    void rejectsTextsOfAnotherType(String field) {
        for (String value : new String[] {"1", "true", "{}", "[]"}) {
            assertThat(rejection("{\"" + field + "\":" + value + "}")).isEqualTo(RejectReason.WRONG_TYPE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1700000000\"", "true", "{}", "[1]"})
    void rejectsCreationDatesThatAreNoNumbers(String value) {
        assertThat(rejection("{\"creationDate\":" + value + "}")).isEqualTo(RejectReason.WRONG_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "{}", "[]"})
    void rejectsDefaultsThatAreNoBooleans(String value) {
        assertThat(rejection("{\"default\":" + value + "}")).isEqualTo(RejectReason.WRONG_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "1", "false", "[{}]"})
    void rejectsMetadataThatIsNoObject(String value) {
        assertThat(rejection("{\"metadata\":" + value + "}")).isEqualTo(RejectReason.WRONG_TYPE);
    }

    @Test
    void takesAnythingAsValue() {
        assertThat(feature("\"value\":\"on\"").value()).isEqualTo("on");
        assertThat(feature("\"value\":1").value()).isEqualTo(1L);
        assertThat(feature("\"value\":false").value()).isEqualTo(false);
        assertThat(feature("\"value\":[null]").value()).isEqualTo(Collections.singletonList(null));
        assertThat(feature("\"value\":{}").value()).isEqualTo(Map.of());
    }

    @Test
    void ignoresFieldsThatOnlyTrackingEventsHave() {
        assertThat(feature("\"key\":\"a\",\"evaluationContext\":1,\"trackingEventDetails\":[]")
                        .key())
                .isEqualTo("a");
    }

    @Test
    void ignoresUnknownFields() {
        assertThat(feature("\"x\":{\"key\":\"no\",\"y\":[{}]},\"key\":\"a\",\"\":1")
                        .key())
                .isEqualTo("a");
    }

    @Test
    void knowsFieldsInAnyCase() {
        FeatureEvent event = feature("""
                "KIND":"feature","ContextKind":"user","userkey":"u-1","CREATIONDATE":5,"Key":"k","vAriation":"on",
                "VALUE":1,"Default":true,"Version":"3","SOURCE":"EDGE","MetaData":{"a":1}""");

        assertThat(event)
                .isEqualTo(FeatureEvent.builder()
                        .contextKind("user")
                        .userKey("u-1")
                        .creationDate(5)
                        .key("k")
                        .variation("on")
                        .value(1L)
                        .defaultServed(true)
                        .version("3")
                        .source("EDGE")
                        .metadata(Map.of("a", 1L))
                        .build());
    }

    @Test
    void takesTheLastOfFieldsWithTheSameName() {
        assertThat(feature("\"key\":\"a\",\"key\":\"b\"").key()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"userKey\":1,\"userKey\":\"a\"|a",
                "\"userKey\":{\"userKey\":1},\"USERKEY\":\"a\"|a",
                "\"userkey\":\"b\",\"userKey\":\"a\"|a",
                "\"userKey\":\"b\",\"UserKey\":\"a\"|a",
                "\"userKey\":\"b\",\"userKey\":null|''",
            })
    void takesTheLastOfAFieldThatComesTwice(String fields, String userKey) {
        assertThat(feature(fields).userKey()).isEqualTo(userKey);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"userKey\":\"a\",\"userKey\":1",
                "\"creationDate\":1,\"CREATIONDATE\":\"a\"",
                "\"default\":true,\"Default\":\"a\"",
                "\"value\":1,\"value\":1e400",
                "\"key\":1,\"version\":1,\"key\":\"a\""
            })
    void rejectsAnEventWhoseLastValueOfAFieldIsInvalid(String fields) {
        rejection("{" + fields + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"defaultValue\":true|true",
                "\"defaultValue\":false|false",
                "\"defaultValue\":true,\"default\":false|false",
                "\"default\":true,\"defaultValue\":false|true",
                "\"default\":null,\"DEFAULTVALUE\":true|true",
                "\"defaultValue\":\"red\"|false",
                "\"defaultValue\":{\"a\":[1]}|false"
            })
    void takesDefaultValueWhenThereIsNoDefault(String fields, boolean defaultServed) {
        assertThat(feature(fields).defaultServed()).isEqualTo(defaultServed);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-5, -5",
        "-1700000000123, -1700000000123",
        "1700000000, 1700000000",
        "1700000000.9, 1700000000",
        "-1.9, -1",
        "1.7e9, 1700000000",
        "0.2, 0",
        "9999999999, 9999999999",
        "9999999999.5, 9999999999",
        "10000000000, 1000000000",
        "1700000000123, 1700000000",
        "1700000000123.75, 1700000000",
        "1700000000123456, 1700000000",
        "1700000000123456789, 1700000000",
        "9223372036854775808, 9223372036",
        "17000000001234567890123, 1700000000",
        "1.7E30, 1700000000"
    })
    void readsCreationDatesAsSeconds(String received, long expected) {
        assertThat(feature("\"creationDate\":" + received).creationDate()).isEqualTo(expected);
        assertThat(Decoding.tracking("\"creationDate\":" + received).creationDate())
                .isEqualTo(expected);
    }

    @Test
    void countsCreationDatesThatAreCut() {
        DecodedEvents events = decode(
                "{\"events\":[{\"creationDate\":9999999999},{\"creationDate\":1700000000123},{\"creationDate\":1e30}]}");

        assertThat(events.cutDates()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-9223372036854775809", "1e309", "-1E30"})
    void rejectsCreationDatesOutOfRange(String date) {
        assertThat(rejection("{\"creationDate\":" + date + "}")).isEqualTo(RejectReason.NUMBER_OUT_OF_RANGE);
    }

    @Test
    void sharesStringsThatRepeatAlsoInOtherRequests() {
        List<FeatureEvent> first = decode(
                        "{\"events\":[{\"key\":\"checkout\"},{\"key\":\"other\"},{\"key\":\"checkout\"}]}")
                .features();
        List<FeatureEvent> second = decode("{\"events\":[{\"key\":\"checkout\",\"value\":\"checkout\"}]}")
                .features();

        assertThat(first).extracting(FeatureEvent::key).containsExactly("checkout", "other", "checkout");
        assertThat(first.get(2).key()).isSameAs(first.get(0).key());
        assertThat(second.get(0).key()).isSameAs(first.get(0).key());
        assertThat(second.get(0).value()).isSameAs(first.get(0).key());
    }

    @Test
    void keepsNoKeysOfUsers() {
        assertThat(feature("\"userKey\":\"u-1\"").userKey())
                .isEqualTo("u-1")
                .isNotSameAs(feature("\"userKey\":\"u-1\"").userKey());
    }

    @Test
    void readsFieldsInWhateverOrderEachEventHasThem() {
        DecodedEvents events = decode("""
                {"events":[{"kind":"feature","key":"a","variation":"on","value":1},{"key":"b","x":1,"kind":"feature","y":{}},
                {"value":3,"variation":"off","key":"c","kind":"feature"},{},{"":1,"":2,"Key":"d","kind":"feature"},
                {"kind":"feature","key":"e","variation":"on","value":2}]}""");

        assertThat(events.features()).extracting(FeatureEvent::key).containsExactly("a", "b", "c", "", "d", "e");
        assertThat(events.features())
                .extracting(FeatureEvent::variation)
                .containsExactly("on", "", "off", "", "", "on");
        assertThat(events.features()).extracting(FeatureEvent::value).containsExactly(1L, null, 3L, null, null, 2L);
    }
}
