package dev.flagexporter.spi.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import static dev.flagexporter.spi.template.Rendering.render;
import static dev.flagexporter.spi.template.Rendering.serving;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A template decides")
class TemplateConditionTest {

    static final List<Object> TRUE = List.of(true, 1, -1, 0.5, "a", " ", "false", "0", List.of(false), Map.of("", ""));
    static final List<Object> FALSE = new ArrayList<>(List.of(false, 0, 0.0, "", List.of(), Map.of()));

    static {
        FALSE.add(null);
    }

    @ParameterizedTest
    @FieldSource("TRUE")
    void forWhatGoTakesForTrue(Object value) {
        assertThat(render("{{ if .Value }}yes{{ else }}no{{ end }}", serving(value)))
                .isEqualTo("yes");
        assertThat(render("{{ not .Value }}", serving(value))).isEqualTo("false");
    }

    @ParameterizedTest
    @FieldSource("FALSE")
    void againstWhatGoTakesForFalse(Object value) {
        assertThat(render("{{ if .Value }}yes{{ else }}no{{ end }}", serving(value)))
                .isEqualTo("no");
        assertThat(render("{{ if .Value }}yes{{ end }}", serving(value))).isEmpty();
        assertThat(render("{{ not .Value }}", serving(value))).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({"a, first", "b, second", "c, third", "d, other"})
    void forTheFirstConditionThatHolds(String value, String expected) {
        String template = """
                {{ if eq .Value "a" }}first{{ else if eq .Value "b" }}second\
                {{ else if eq .Value "c" }}third{{ else }}other{{ end }}""";

        assertThat(render(template, serving(value))).isEqualTo(expected);
    }

    @Test
    void insideOfDecisions() {
        String template = "{{ if .Default }}a{{ else }}{{ if .Value }}b{{ else }}c{{ end }}d{{ end }}e";

        assertThat(render(template, serving(true))).isEqualTo("bde");
        assertThat(render(template, serving(false))).isEqualTo("cde");
    }

    @Test
    void andMovesTheDotInWith() {
        String template = "{{ with .Value }}<{{ . }} {{ .team }} {{ $.Key }}>{{ else }}none of {{ .Key }}{{ end }}";

        assertThat(render(template, serving(Map.of("team", "pay")))).isEqualTo("<{\"team\":\"pay\"} pay checkout-v2>");
        assertThat(render(template, serving(null))).isEqualTo("none of checkout-v2");
    }

    @Test
    void amongSeveralWiths() {
        String template =
                "{{ with .Value.a }}a={{ . }}{{ else with .Value.b }}b={{ . }}{{ else }}-{{ end }} {{ .Key }}";

        assertThat(render(template, serving(Map.of("a", 1, "b", 2)))).isEqualTo("a=1 checkout-v2");
        assertThat(render(template, serving(Map.of("b", 2)))).isEqualTo("b=2 checkout-v2");
        assertThat(render(template, serving(1))).isEqualTo("- checkout-v2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "{{ and .Key .Default .Nope }}      -> false",
                "{{ and .Key .Source }}             -> INPROCESS",
                "{{ or .Default .Key .Source }}     -> checkout-v2",
                "{{ or .Default \"\" }}             -> ''",
                "{{ or .Value \"none\" }}           -> none",
                "{{ and true }}                     -> true",
                "{{ not (and .Key .Default) }}      -> true"
            })
    void byBooleanFunctionsThatStopAtTheDecision(String template, String expected) {
        assertThat(render(template.replace(".Nope", ".Version"), serving(null))).isEqualTo(expected);
    }

    @Test
    void withVariables() {
        assertThat(render("{{ $env := .Metadata.env }}{{ if eq $env \"prod\" }}{{ $env }}!{{ end }}"))
                .isEqualTo("prod!");
        assertThat(render("{{ if $team := .Metadata.owner.team }}{{ $team }}{{ else }}{{ $team }}-{{ end }}"))
                .isEqualTo("pay");
        assertThat(render("{{ $a := \"1\" }}{{ if true }}{{ $a := \"2\" }}{{ $a }}{{ end }}{{ $a }}"))
                .isEqualTo("21");
    }

    @Test
    void andIgnoresComments() {
        assertThat(render("a{{/* {{ if }} \"*/}}b {{- /* c\nd */ -}} e")).isEqualTo("abe");
    }
}
