package dev.flagexporter.spi.template;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.flagexporter.spi.event.TrackingEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.spi.template.Rendering.render;
import static dev.flagexporter.spi.template.Rendering.serving;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A template reads what is inside of a field:")
class TemplateAccessTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "{{ .Metadata.env }}                           -> prod",
                "{{ .Metadata.owner.team }}                    -> pay",
                "{{ index .Metadata \"env\" }}                 -> prod",
                "{{ index .Metadata `env` }}                   -> prod",
                "{{ index .Metadata \"owner\" \"on-call\" }}   -> ann",
                "{{ (index .Metadata \"owner\").team }}        -> pay",
                "{{ ((.Metadata)).owner.team }}                -> pay",
                "{{ $.Metadata.env }}                          -> prod",
                "{{ \"env\" | index .Metadata }}               -> prod",
                "{{ .Metadata.owner }}                         -> {\"on-call\":\"ann\",\"team\":\"pay\"}"
            })
    void valuesOfObjects(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void elementsOfLists() {
        Map<String, Object> value = Map.of("list", List.of("a", List.of("b", "c")));

        assertThat(render("{{ index .Value.list 0 }}", serving(value))).isEqualTo("a");
        assertThat(render("{{ index .Value \"list\" 1 1 }}", serving(value))).isEqualTo("c");
    }

    @Test
    void ofTrackingEventsToo() {
        TrackingEvent event = TrackingEvent.builder()
                .contextKind("user")
                .userKey("u")
                .creationDate(1)
                .key("paid")
                .evaluationContext(Map.of("plan", "pro"))
                .trackingDetails(Map.of("price", Map.of("value", 49.90)))
                .build();

        assertThat(render("{{ .EvaluationContext.plan }} {{ .TrackingDetails.price.value }}", event))
                .isEqualTo("pro 49.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .Metadata.nope }}",
                "{{ .Metadata.nope.deeper.still }}",
                "{{ .Metadata.env.deeper }}",
                "{{ .Value.nope }}",
                "{{ index .Metadata \"nope\" \"deeper\" }}",
                "{{ index .Metadata.build 0 }}",
                "{{ index .Value 7 }}",
                "{{ index .Value -1 }}",
                "{{ index .Value 1.5 }}",
                "{{ index .Value \"0\" }}",
                "{{ index .Metadata .Value }}",
                "{{ index .Value 99999999999999999999 }}"
            })
    void nothingWhereThereIsNothing(String template) {
        assertThat(render(template, serving(List.of("a")))).isEmpty();
        assertThat(render(template, serving(null))).isEmpty();
        assertThat(render(template, serving("text"))).isEmpty();
    }

    @Test
    void nullAsNothing() {
        assertThat(render("<{{ index .Value 0 }}>", serving(Arrays.asList(null, 1))))
                .isEqualTo("<>");
    }

    @Test
    void namesInAnyScript() {
        assertThat(render("{{ .Value.größe_1 }}", serving(Map.of("größe_1", "XL"))))
                .isEqualTo("XL");
    }
}
