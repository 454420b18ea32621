package dev.flagexporter.spi.template;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.spi.template.Rendering.render;
import static dev.flagexporter.spi.template.Rendering.serving;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A template ranges over")
class TemplateRangeTest {

    @Test
    void theElementsOfAList() {
        assertThat(render("{{ range .Value }}<{{ . }}>{{ end }}", serving(Arrays.asList("a", 1, null, List.of()))))
                .isEqualTo("<a><1><><[]>");
    }

    @Test
    void theValuesOfAnObjectInTheOrderOfItsKeys() {
        assertThat(render("{{ range .Value }}{{ . }}{{ end }}", serving(Map.of("b", 2, "a", 1, "c", 3))))
                .isEqualTo("123");
    }

    @Test
    void keysAndIndicesToo() {
        assertThat(render("{{ range $k, $v := .Value }}{{ $k }}={{ $v }} {{ end }}", serving(Map.of("b", 2, "a", 1))))
                .isEqualTo("a=1 b=2 ");
        assertThat(render(
                        "{{ range $i, $e := .Value }}{{ if $i }}|{{ end }}{{ $e }}{{ end }}",
                        serving(List.of("a", "b", "c"))))
                .isEqualTo("a|b|c");
        assertThat(render("{{ range $e := .Value }}{{ $e }}{{ . }}{{ end }}", serving(List.of("a", "b"))))
                .isEqualTo("aabb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "text", "null"})
    void nothingWhereThereIsNothing(String kind) {
        Object value =
                switch (kind) {
                    case "[]" -> List.of();
                    case "{}" -> Map.of();
                    case "text" -> "text";
                    default -> null;
                };

        assertThat(render("{{ range .Value }}a{{ else }}none {{ .Key }}{{ end }}", serving(value)))
                .isEqualTo("none checkout-v2");
        assertThat(render("{{ range .Value }}a{{ end }}", serving(value))).isEmpty();
    }

    @Test
    void whatIsInsideOfElements() {
        Map<String, Object> value = Map.of("a", List.of(1, 2), "b", List.of(3));

        assertThat(render(
                        "{{ range $k, $l := .Value }}{{ range $l }}{{ $k }}{{ . }}{{ $.Version }} {{ end }}{{ end }}.",
                        serving(value)))
                .isEqualTo("a13 a23 b33 .");
        assertThat(render("{{ range .Value }}{{ .id }},{{ end }}", serving(List.of(Map.of("id", 7), 8))))
                .isEqualTo("7,,");
    }

    @Test
    void noMoreThanThereIsRoomFor() {
        List<String> elements = Collections.nCopies(10_000, "x".repeat(10));

        String line = render(
                "{{ range .Value }}{{ range $.Value }}{{ . }}{{ range $.Value }}{{ . }}{{ end }}{{ end }}{{ end }};"
                        + "{{ .Key }};end",
                serving(elements));

        assertThat(line).endsWith("x[too long];;end");
        assertThat(line.length()).isBetween(1_000_000, 5_000_000);
    }

    @Test
    void silentlyOnlyForSoLong() {
        List<Object> elements = Collections.nCopies(10_000, "");

        assertThat(render(
                        "{{ range .Value }}{{ range $.Value }}{{ range $.Value }}{{ end }}{{ end }}{{ end }}",
                        serving(elements)))
                .isEqualTo("[too long]");
    }

    @Test
    void whatVariablesDoubleOnlyForSoLong() {
        String doubling = "{{ $x := print $x $x }}".repeat(60);

        assertThat(render("{{ $x := .Key }}" + doubling + "{{ $x }}.", serving(1)))
                .endsWith("[too long].")
                .hasSizeLessThan(3_000_000);
    }
}
