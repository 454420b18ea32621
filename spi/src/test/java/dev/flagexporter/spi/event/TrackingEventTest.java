package dev.flagexporter.spi.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A tracking event")
class TrackingEventTest {

    private static TrackingEvent event(Map<String, Object> context, Map<String, Object> details) {
        return new TrackingEvent("tracking", "user", "u-1", 1700000005, "order-paid", context, details);
    }

    private static String json(TrackingEvent event) {
        return new String(event.formatInJson(), StandardCharsets.UTF_8);
    }

    @Test
    void hasTheReferencesJsonByteForByte() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("targetingKey", "u-1");
        context.put("plan", "pro");
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("value", 49.9);
        details.put("currency", "EUR");

        assertThat(json(event(context, details)))
                .isEqualTo("{\"kind\":\"tracking\",\"contextKind\":\"user\",\"userKey\":\"u-1\","
                        + "\"creationDate\":1700000005,\"key\":\"order-paid\","
                        + "\"evaluationContext\":{\"plan\":\"pro\",\"targetingKey\":\"u-1\"},"
                        + "\"trackingEventDetails\":{\"currency\":\"EUR\",\"value\":49.9}}");
    }

    @Test
    void writesAbsentMapsAsNullAndEmptyOnesAsEmpty() {
        assertThat(json(event(null, null))).endsWith("\"evaluationContext\":null,\"trackingEventDetails\":null}");
        assertThat(json(event(Map.of(), Map.of()))).endsWith("\"evaluationContext\":{},\"trackingEventDetails\":{}}");
    }

    @Test
    void leavesOutAnEmptyContextKind() {
        assertThat(json(new TrackingEvent("tracking", "", "u-1", 1, "k", null, null)))
                .startsWith("{\"kind\":\"tracking\",\"userKey\":\"u-1\",\"creationDate\":1,\"key\":\"k\",");
    }

    @Test
    void isNotChangedByItsSources() {
        Map<String, Object> context = new HashMap<>(Map.of("plan", "pro"));
        Map<String, Object> details = new HashMap<>(Map.of("value", 1));
        TrackingEvent event = event(context, details);
        String before = json(event);

        context.put("plan", "free");
        details.put("more", true);

        assertThat(json(event)).isEqualTo(before);
    }

    @Test
    void handsOutMapsThatCannotBeModified() {
        TrackingEvent event = event(Map.of("a", 1), Map.of("a", 1));

        assertThatThrownBy(() -> event.evaluationContext().put("b", 2))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> event.trackingDetails().put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void sharesMapsThatAreFrozenAlready() {
        TrackingEvent first = event(Map.of("plan", "pro"), Map.of("value", 1));
        TrackingEvent second = event(first.evaluationContext(), first.trackingDetails());

        assertThat(second.evaluationContext()).isSameAs(first.evaluationContext());
        assertThat(second.trackingDetails()).isSameAs(first.trackingDetails());
    }

    @Test
    void equalsAnotherOfTheSameContent() {
        TrackingEvent event = event(Map.of("plan", "pro"), Map.of("value", 1));

        assertThat(event(Map.of("plan", "pro"), Map.of("value", 1L)))
                .isEqualTo(event)
                .hasSameHashCodeAs(event);
        assertThat(event(null, Map.of("value", 1))).isNotEqualTo(event);
    }

    @Test
    void isMadeNowInSeconds() {
        long before = Instant.now().getEpochSecond();
        TrackingEvent event = TrackingEvent.of("u-1", true, "order-paid", null, Map.of("value", 1));

        assertThat(event.creationDate()).isBetween(before, Instant.now().getEpochSecond());
        assertThat(event)
                .isEqualTo(new TrackingEvent(
                        "tracking",
                        "anonymousUser",
                        "u-1",
                        event.creationDate(),
                        "order-paid",
                        null,
                        Map.of("value", 1)));
        assertThat(TrackingEvent.of("u-1", false, "k", null, null).contextKind())
                .isEqualTo("user");
    }

    @Test
    void knowsEachOfItsFieldsByTheReferencesName() {
        TrackingEvent event = event(Map.of("plan", "pro"), Map.of("value", 1));

        assertThat(EventType.TRACKING.fieldNames())
                .allSatisfy(name -> assertThat(event.field(name)).isNotNull());
        assertThatThrownBy(() -> event.field("TrackingEventDetails"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tracking event has no field TrackingEventDetails");
    }

    @Test
    void estimatesItsSize() {
        TrackingEvent event = event(Map.of("text", "x".repeat(10_000)), null);

        assertThat(event.sizeHint())
                .isBetween(json(event).length() / 2, json(event).length() * 2);
    }

    @Test
    void refusesNullWhereTheSenderCanStillSeeIt() {
        assertThatNullPointerException()
                .isThrownBy(() -> new TrackingEvent("tracking", "user", null, 0, "k", null, null))
                .withMessage("userKey");
    }
}
