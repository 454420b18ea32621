package dev.flagexporter.spi.template;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A line template")
class LineTemplateTest {

    private static final FeatureEvent FEATURE = FeatureEvent.builder()
            .contextKind("user")
            .userKey("u-1")
            .creationDate(1700000000)
            .key("checkout-v2")
            .variation("on")
            .value(true)
            .version("3")
            .source("INPROCESS")
            .metadata(Map.of("provider", "go", "env", "prod"))
            .build();

    private static final TrackingEvent TRACKING = TrackingEvent.builder()
            .contextKind("user")
            .userKey("u-1")
            .creationDate(1700000005)
            .key("order-paid")
            .evaluationContext(Map.of("plan", "pro"))
            .trackingDetails(Map.of("value", 49.9))
            .build();

    private final TimeZone processZone = TimeZone.getDefault();

    @AfterEach
    void restoreTheZone() {
        TimeZone.setDefault(processZone);
    }

    private static String render(String template, ExportableEvent event) {
        StringBuilder line = new StringBuilder();
        LineTemplate.parse(template, event.type(), FieldEscaping.NONE).render(event, line);
        return line.toString();
    }

    private static String renderValue(Object value) {
        return render("{{ .Value}}", FeatureEvent.builder().value(value).build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".Kind            | feature",
                ".ContextKind     | user",
                ".UserKey         | u-1",
                ".CreationDate    | 1700000000",
                ".Key             | checkout-v2",
                ".Variation       | on",
                ".Value           | true",
                ".Default         | false",
                ".Version         | 3",
                ".Source          | INPROCESS",
                ".Metadata        | {\"env\":\"prod\",\"provider\":\"go\"}",
                ".GetUserKey      | u-1",
                ".GetKey          | checkout-v2",
                ".GetCreationDate | 1700000000"
            })
    void rendersEachFieldOfAFeatureEvent(String field, String expected) {
        assertThat(render("<{{ " + field + "}}>", FEATURE)).isEqualTo("<" + expected + ">");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".Kind              | tracking",
                ".ContextKind       | user",
                ".UserKey           | u-1",
                ".CreationDate      | 1700000005",
                ".Key               | order-paid",
                ".EvaluationContext | {\"plan\":\"pro\"}",
                ".TrackingDetails   | {\"value\":49.9}",
                ".GetUserKey        | u-1",
                ".GetKey            | order-paid",
                ".GetCreationDate   | 1700000005"
            })
    void rendersEachFieldOfATrackingEvent(String field, String expected) {
        assertThat(render("<{{ " + field + "}}>", TRACKING)).isEqualTo("<" + expected + ">");
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2023-11-14T22:13:20Z",
        "Europe/Berlin, 2023-11-14T23:13:20+01:00",
        "America/St_Johns, 2023-11-14T18:43:20-03:30"
    })
    void formatsTheDateInTheZoneOfTheProcess(String zone, String expected) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));

        assertThat(render("{{ .FormattedDate}}", FEATURE)).isEqualTo(expected);
    }

    @Test
    void showsADateBeyondTheCalendarAsItsNumber() {
        FeatureEvent event = FeatureEvent.builder().creationDate(Long.MAX_VALUE).build();

        assertThat(render("{{ .FormattedDate}}", event)).isEqualTo("9223372036854775807");
    }

    @Test
    void writesTheReferencesDefaultCsvLineByteForByte() {
        assertThat(render(LineTemplate.DEFAULT_CSV, FEATURE))
                .isEqualTo("feature;user;u-1;1700000000;checkout-v2;on;true;false;INPROCESS\n");
    }

    @Test
    void knowsTheIdOfAnEvent() {
        LineTemplate template = LineTemplate.parse(
                "{{ .Key}} {{ .EventId}}{{ range .Value}}{{ $.EventId}}{{ end}}",
                EventType.FEATURE,
                FieldEscaping.NONE);
        StringBuilder line = new StringBuilder();
        template.render(FEATURE, () -> "s1-7", line);

        assertThat(line).hasToString("checkout-v2 s1-7");
        assertThat(render("{{ .Key}}{{ .EventId}}", TRACKING)).isEqualTo("order-paid");
    }

    @Test
    void asksForAnIdOnlyIfItHasOne() {
        StringBuilder line = new StringBuilder();
        LineTemplate.parse("{{ .Key}}", EventType.FEATURE, FieldEscaping.NONE)
                .render(
                        FEATURE,
                        () -> {
                            throw new AssertionError("there is no id in the template");
                        },
                        line);

        assertThat(line).hasToString("checkout-v2");
    }

    @Test
    void hasADefaultForTrackingEvents() {
        assertThat(render(LineTemplate.DEFAULT_TRACKING_CSV, TRACKING))
                .isEqualTo("tracking;user;u-1;1700000005;order-paid;{\"plan\":\"pro\"};{\"value\":49.9}\n");
    }

    @Test
    void writesNumbersInPlainDigits() {
        assertThat(renderValue(1e6)).isEqualTo("1000000");
        assertThat(renderValue(1e25)).isEqualTo("10000000000000000000000000");
        assertThat(renderValue(1.5e-7)).isEqualTo("0.00000015");
        assertThat(renderValue(BigInteger.TWO.pow(64))).isEqualTo("18446744073709551616");
        assertThat(renderValue(12.0)).isEqualTo("12");
    }

    @Test
    void writesNothingForNullAndTextAsItIs() {
        assertThat(renderValue(null)).isEmpty();
        assertThat(renderValue("a \"text\" <&>\n")).isEqualTo("a \"text\" <&>\n");
    }

    @Test
    void replacesHalfCharacters() {
        assertThat(renderValue("\udc00a\ud800\ud83d\ude00\ud83d")).isEqualTo("\ufffda\ufffd\ud83d\ude00\ufffd");
        assertThat(renderValue(Map.of("\ud800", List.of("\udc00")))).isEqualTo("{\"\ufffd\":[\"\ufffd\"]}");
    }

    @Test
    void writesObjectsAndListsAsJson() {
        Map<String, Object> map = new HashMap<>();
        map.put("b", null);
        map.put("a", Arrays.asList(1, "x", null));

        assertThat(renderValue(map)).isEqualTo("{\"a\":[1,\"x\",null],\"b\":null}");
        assertThat(renderValue(List.of())).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{.Key}}", "{{ .Key }}", "{{   .Key}}", "{{\t.Key\n}}", "{{- .Key -}}", "{{.Key -}}"})
    void toleratesAnySpaceInsideTheBraces(String template) {
        assertThat(render(template, FEATURE)).isEqualTo("checkout-v2");
    }

    @Test
    void keepsTextThatOnlyLooksLikeATemplate() {
        assertThat(render("}} { . } %s {0} ${x} \\n{{ .Key}}}", FEATURE))
                .isEqualTo("}} { . } %s {0} ${x} \\ncheckout-v2}");
        assertThat(render("", FEATURE)).isEmpty();
    }
}
