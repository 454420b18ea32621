package dev.flagexporter.runtime.collector;

import java.math.BigDecimal;
import java.util.Map;

import dev.flagexporter.spi.event.TrackingEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.collector.Decoding.decode;
import static dev.flagexporter.runtime.collector.Decoding.rejection;
import static dev.flagexporter.runtime.collector.Decoding.tracking;
import static org.assertj.core.api.Assertions.assertThat;

class TrackingEventDecodingTest {

    @Test
    void readsEveryField() {
        TrackingEvent event = tracking("""
                "contextKind":"user","userKey":"u-1","creationDate":1700000005,"key":"order-paid",
                "evaluationContext":{"targetingKey":"u-1"},"trackingEventDetails":{"value":49.9}""");

        assertThat(event)
                .isEqualTo(TrackingEvent.builder()
                        .contextKind("user")
                        .userKey("u-1")
                        .creationDate(1_700_000_005)
                        .key("order-paid")
                        .evaluationContext(Map.of("targetingKey", "u-1"))
                        .trackingDetails(Map.of("value", new BigDecimal("49.9")))
                        .build());
    }

    @Test
    void isRecognizedAlsoWhenItsKindComesLast() {
        DecodedEvents events = decode("{\"events\":[{\"key\":\"a\",\"evaluationContext\":{},\"kind\":\"tracking\"}]}");

        assertThat(events.tracking())
                .containsExactly(TrackingEvent.builder()
                        .key("a")
                        .evaluationContext(Map.of())
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\":1", """
                "contextKind":null,"userKey":null,"creationDate":null,"key":null,
                "evaluationContext":null,"trackingEventDetails":null"""})
    void givesDefaultsToFieldsThatAreMissingOrNull(String fields) {
        assertThat(tracking(fields)).isEqualTo(TrackingEvent.builder().build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluationContext", "trackingEventDetails"})
    void isRejectedWhenAnObjectIsSomethingElse(String field) {
        for (String value : new String[] {"1", "\"a\"", "[{}]", "true"}) {
            assertThat(rejection("{\"kind\":\"tracking\",\"" + field + "\":" + value + "}"))
                    .isEqualTo(RejectReason.WRONG_TYPE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"contextKind", "userKey", "key"})
    void isRejectedWhenATextIsSomethingElse(String field) {
        assertThat(rejection("{\"" + field + "\":1,\"kind\":\"tracking\"}")).isEqualTo(RejectReason.WRONG_TYPE);
    }

    @Test
    void ignoresFieldsThatOnlyFeatureEventsHave() {
        TrackingEvent event =
                tracking("\"variation\":1,\"value\":[],\"default\":\"x\",\"version\":{},\"source\":2,\"metadata\":3");

        assertThat(event).isEqualTo(TrackingEvent.builder().build());
    }

    @Test
    void knowsFieldsInAnyCase() {
        DecodedEvents events = decode(
                "{\"events\":[{\"KIND\":\"tracking\",\"EvaluationContext\":{\"a\":1},\"TRACKINGEVENTDETAILS\":{}}]}");

        assertThat(events.tracking())
                .containsExactly(TrackingEvent.builder()
                        .evaluationContext(Map.of("a", 1L))
                        .trackingDetails(Map.of())
                        .build());
    }

    @Test
    void isNotTouchedByMeta() {
        DecodedEvents events = decode("{\"meta\":{\"a\":1},\"events\":[{\"kind\":\"tracking\"}]}");

        assertThat(events.tracking()).containsExactly(TrackingEvent.builder().build());
    }
}
