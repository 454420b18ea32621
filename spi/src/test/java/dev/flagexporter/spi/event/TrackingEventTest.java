package dev.flagexporter.spi.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A tracking event")
class TrackingEventTest {

    private static TrackingEvent event(Map<String, Object> context, Map<String, Object> details) {
        return TrackingEvent.builder()
                .contextKind("user")
                .userKey("u-1")
                .creationDate(1700000005)
                .key("order-paid")
                .evaluationContext(context)
                .trackingDetails(details)
                .build();
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
        assertThat(json(TrackingEvent.builder()
                        .userKey("u-1")
                        .creationDate(1)
                        .key("k")
                        .build()))
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
                .isEqualTo(TrackingEvent.builder()
                        .contextKind("anonymousUser")
                        .userKey("u-1")
                        .creationDate(event.creationDate())
                        .key("order-paid")
                        .trackingDetails(Map.of("value", 1))
                        .build());
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
    void hasTheDefaultsOfItsJson() {
        TrackingEvent event = TrackingEvent.builder().build();

        assertThat(json(event))
                .isEqualTo("{\"kind\":\"tracking\",\"userKey\":\"\",\"creationDate\":0,\"key\":\"\","
                        + "\"evaluationContext\":null,\"trackingEventDetails\":null}");
        assertThat(event.origin()).isSameAs(EventOrigin.NONE);
    }

    @Test
    void keepsItsPropertiesInABuilder() {
        TrackingEvent event = event(Map.of("plan", "pro"), Map.of("value", 1)).toBuilder()
                .origin(EventOrigin.of("shop", "mobile"))
                .build();

        assertThat(event.toBuilder().build()).isEqualTo(event).hasToString(event.toString());
        assertThat(event.toString())
                .isEqualTo("TrackingEvent[kind=tracking, contextKind=user, userKey=u-1, creationDate=1700000005,"
                        + " key=order-paid, evaluationContext={plan=pro}, trackingDetails={value=1},"
                        + " origin=EventOrigin[flagSet=shop, apiKeyName=mobile]]");
    }

    @Test
    void differsByEachOfItsProperties() {
        TrackingEvent event = event(Map.of("plan", "pro"), Map.of("value", 1));

        assertThat(Stream.<UnaryOperator<TrackingEventBuilder>>of(
                        builder -> builder.kind("x"),
                        builder -> builder.contextKind("x"),
                        builder -> builder.userKey("x"),
                        builder -> builder.creationDate(1),
                        builder -> builder.key("x"),
                        builder -> builder.evaluationContext(null),
                        builder -> builder.trackingDetails(null),
                        builder -> builder.origin(EventOrigin.of("", "mobile"))))
                .hasSize(8)
                .allSatisfy(change -> assertThat(change.apply(event.toBuilder()).build())
                        .isNotEqualTo(event)
                        .doesNotHaveSameHashCodeAs(event));
    }

    @Test
    void estimatesMoreThanAnIntegerCountsAsTheLargestInteger() {
        TrackingEvent event = event(null, Map.of("list", Collections.nCopies(2_500, "x".repeat(1 << 20))));

        assertThat(event.sizeHint()).isEqualTo(Integer.MAX_VALUE);
        assertThat(event.heapBytes()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void refusesNullWhereTheSenderCanStillSeeIt() {
        assertThatNullPointerException()
                .isThrownBy(() -> TrackingEvent.builder()
                        .contextKind("user")
                        .userKey(null)
                        .key("k")
                        .build())
                .withMessage("userKey");
    }
}
