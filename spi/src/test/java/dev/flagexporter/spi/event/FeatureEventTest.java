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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A feature event")
class FeatureEventTest {

    private static FeatureEvent event(Object value, Map<String, Object> metadata) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey("u-1")
                .creationDate(1700000000)
                .key("checkout-v2")
                .variation("on")
                .value(value)
                .version("3")
                .source("INPROCESS")
                .metadata(metadata)
                .build();
    }

    private static String json(FeatureEvent event) {
        return new String(event.formatInJson(), StandardCharsets.UTF_8);
    }

    @Test
    void hasTheReferencesJsonByteForByte() {
        Map<String, Object> unsorted = new LinkedHashMap<>();
        unsorted.put("provider", "go");
        unsorted.put("env", "prod");

        assertThat(json(event(true, unsorted)))
                .isEqualTo("{\"kind\":\"feature\",\"contextKind\":\"user\",\"userKey\":\"u-1\","
                        + "\"creationDate\":1700000000,\"key\":\"checkout-v2\",\"variation\":\"on\",\"value\":true,"
                        + "\"default\":false,\"version\":\"3\",\"source\":\"INPROCESS\","
                        + "\"metadata\":{\"env\":\"prod\",\"provider\":\"go\"}}");
    }

    @Test
    void writesTheMandatoryFieldsEvenWhenTheyAreEmpty() {
        FeatureEvent empty = FeatureEvent.builder().kind("").build();

        assertThat(json(empty))
                .isEqualTo("{\"kind\":\"\",\"userKey\":\"\",\"creationDate\":0,\"key\":\"\",\"variation\":\"\","
                        + "\"value\":null,\"default\":false,\"version\":\"\",\"source\":\"\"}");
    }

    @Test
    void leavesOutMetadataThatIsNullOrEmpty() {
        assertThat(json(event(1, null))).endsWith("\"source\":\"INPROCESS\"}");
        assertThat(json(event(1, Map.of()))).endsWith("\"source\":\"INPROCESS\"}");
    }

    @Test
    void escapesNoHtml() {
        assertThat(json(event("<a&b>", null))).contains("\"value\":\"<a&b>\"");
    }

    @Test
    void replacesHalfCharactersInItsOwnTexts() {
        FeatureEvent broken = FeatureEvent.builder()
                .userKey("u\uD83D")
                .key("\uDE00k")
                .variation("on")
                .metadata(Map.of("\uD83D", 1))
                .build();

        assertThat(json(broken))
                .contains("\"userKey\":\"u\uFFFD\"")
                .contains("\"key\":\"\uFFFDk\"")
                .contains("{\"\uFFFD\":1}");
    }

    @Test
    void isNotChangedByItsSource() {
        Map<String, Object> inner = new HashMap<>(Map.of("a", 1));
        Map<String, Object> source = new HashMap<>(Map.of("inner", inner));
        FeatureEvent event = event(source, source);
        String before = json(event);

        inner.put("b", 2);
        source.clear();

        assertThat(json(event)).isEqualTo(before).contains("{\"inner\":{\"a\":1}}");
    }

    @Test
    void handsOutMetadataThatCannotBeModified() {
        Map<String, Object> metadata = event(1, Map.of("a", 1)).metadata();

        assertThatThrownBy(() -> metadata.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> metadata.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(metadata::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void sharesMetadataThatIsFrozenAlready() {
        FeatureEvent first = event(1, Map.of("env", "prod"));

        assertThat(event(2, first.metadata()).metadata()).isSameAs(first.metadata());
        assertThat(event(3, null).toBuilder().metadata(first.metadata()).build().metadata())
                .isSameAs(first.metadata());
    }

    @Test
    void equalsAnotherOfTheSameContent() {
        FeatureEvent event = event(Map.of("n", 1), Map.of("env", "prod"));

        assertThat(event(Map.of("n", 1.0), new HashMap<>(Map.of("env", "prod"))))
                .isEqualTo(event)
                .hasSameHashCodeAs(event);
        assertThat(event(Map.of("n", 2), Map.of("env", "prod"))).isNotEqualTo(event);
    }

    @Test
    void isMadeNowInSeconds() {
        long before = Instant.now().getEpochSecond();
        FeatureEvent event = FeatureEvent.of("u-1", false, "flag", 1, "on", true, "v", "SERVER", Map.of("env", "prod"));

        assertThat(event.creationDate()).isBetween(before, Instant.now().getEpochSecond());
        assertThat(event.toBuilder().metadata(null).build())
                .isEqualTo(FeatureEvent.builder()
                        .contextKind("user")
                        .userKey("u-1")
                        .creationDate(event.creationDate())
                        .key("flag")
                        .variation("on")
                        .value(1)
                        .defaultServed(true)
                        .version("v")
                        .source("SERVER")
                        .build());
    }

    @Test
    void tellsAnonymousUsersApart() {
        assertThat(FeatureEvent.of("u-1", true, "flag", null, "on", false, "", "SERVER", null)
                        .contextKind())
                .isEqualTo("anonymousUser");
    }

    @Test
    void convertsItsValueToJsonForParquet() {
        assertThat(event("on", null).convertValueForParquet()).isEqualTo("\"on\"");
        assertThat(event(null, null).convertValueForParquet()).isEqualTo("null");
        assertThat(event(Map.of("b", 1, "a", new int[] {1, 2}), null).convertValueForParquet())
                .isEqualTo("{\"a\":[1,2],\"b\":1}");
    }

    @Test
    void knowsEachOfItsFieldsByTheReferencesName() {
        FeatureEvent event = event(true, Map.of("env", "prod"));

        assertThat(EventType.FEATURE.fieldNames())
                .allSatisfy(name -> assertThat(event.field(name)).isNotNull());
        assertThat(event.field("Default")).isEqualTo(false);
        assertThatThrownBy(() -> event.field("TrackingDetails"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a feature event has no field TrackingDetails");
    }

    @Test
    void estimatesItsSize() {
        FeatureEvent small = event(true, null);
        FeatureEvent large = event("x".repeat(10_000), Map.of("list", new int[1_000]));

        assertThat(small.sizeHint())
                .isBetween(json(small).length() / 2, json(small).length() * 2);
        assertThat(large.sizeHint())
                .isBetween(json(large).length() / 2, json(large).length() * 6);
    }

    @Test
    void estimatesMoreThanAnIntegerCountsAsTheLargestInteger() {
        String megabyte = "x".repeat(1 << 20);
        FeatureEvent event = event(Collections.nCopies(2_500, megabyte), Map.of("env", "prod"));

        assertThat(event.sizeHint()).isEqualTo(Integer.MAX_VALUE);
        assertThat(event.heapBytes()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void hasTheDefaultsOfItsJson() {
        FeatureEvent event = FeatureEvent.builder().build();

        assertThat(json(event))
                .isEqualTo("{\"kind\":\"feature\",\"userKey\":\"\",\"creationDate\":0,\"key\":\"\",\"variation\":\"\","
                        + "\"value\":null,\"default\":false,\"version\":\"\",\"source\":\"\"}");
        assertThat(event.origin()).isSameAs(EventOrigin.NONE);
    }

    @Test
    void keepsItsPropertiesInABuilder() {
        EventOrigin origin = EventOrigin.of("shop", "mobile");
        FeatureEvent event =
                event(1, Map.of("env", "prod")).toBuilder().origin(origin).build();

        assertThat(event.toBuilder().build()).isEqualTo(event).hasToString(event.toString());
        assertThat(event.toString())
                .isEqualTo("FeatureEvent[kind=feature, contextKind=user, userKey=u-1, creationDate=1700000000,"
                        + " key=checkout-v2, variation=on, value=1, defaultServed=false, version=3, source=INPROCESS,"
                        + " metadata={env=prod}, origin=EventOrigin[flagSet=shop, apiKeyName=mobile]]");
    }

    @Test
    void differsByEachOfItsProperties() {
        FeatureEvent event = event(1, Map.of("env", "prod"));

        assertThat(Stream.<UnaryOperator<FeatureEventBuilder>>of(
                        builder -> builder.kind("x"),
                        builder -> builder.contextKind("x"),
                        builder -> builder.userKey("x"),
                        builder -> builder.creationDate(1),
                        builder -> builder.key("x"),
                        builder -> builder.variation("x"),
                        builder -> builder.value("x"),
                        builder -> builder.defaultServed(true),
                        builder -> builder.version("x"),
                        builder -> builder.source("x"),
                        builder -> builder.metadata(null),
                        builder -> builder.origin(EventOrigin.of("shop", ""))))
                .hasSize(12)
                .allSatisfy(change -> assertThat(change.apply(event.toBuilder()).build())
                        .isNotEqualTo(event)
                        .doesNotHaveSameHashCodeAs(event));
    }

    @Test
    void exportsItsOriginNowhere() {
        FeatureEvent event = event(1, Map.of("env", "prod"));
        FeatureEvent received =
                event.toBuilder().origin(EventOrigin.of("shop", "mobile")).build();

        assertThat(json(received)).isEqualTo(json(event));
        assertThat(EventType.FEATURE.fieldNames()).noneMatch(name -> name.contains("Origin"));
    }

    static Stream<String[]> componentsThatMayNotBeNull() {
        return Stream.of("kind", "contextKind", "userKey", "key", "variation", "version", "source")
                .map(missing -> new String[] {missing});
    }

    @ParameterizedTest
    @MethodSource("componentsThatMayNotBeNull")
    void refusesNullWhereTheSenderCanStillSeeIt(String missing) {
        assertThatNullPointerException()
                .isThrownBy(() -> FeatureEvent.builder()
                        .kind(unless(missing, "kind"))
                        .contextKind(unless(missing, "contextKind"))
                        .userKey(unless(missing, "userKey"))
                        .key(unless(missing, "key"))
                        .variation(unless(missing, "variation"))
                        .version(unless(missing, "version"))
                        .source(unless(missing, "source"))
                        .build())
                .withMessage(missing);
    }

    private static String unless(String missing, String component) {
        return missing.equals(component) ? null : component;
    }
}
