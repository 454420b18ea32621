package dev.flagexporter.spi.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A template that fails names its seed in the message. */
@DisplayName("Any sequence of pieces of templates")
class TemplateFuzzTest {

    private static final int TEMPLATES = 100_000;
    private static final int MAX_PIECES = 14;

    private static final List<String> PIECES = List.of(
            "{{",
            "}}",
            "{{ ",
            " }}",
            "{{- ",
            " -}}",
            "{{ if ",
            "{{ else }}",
            "{{ else if ",
            "{{ end }}",
            "{{ with ",
            "{{ range ",
            "{{ range $k, $v := ",
            "{{ $x := ",
            "{{/* a */}}",
            "$x",
            "$v",
            "$k",
            "$",
            ".",
            " ",
            "|",
            "(",
            ")",
            ".Key",
            ".Value",
            ".Default",
            ".CreationDate",
            ".Metadata",
            ".Metadata.env",
            ".env",
            "eq ",
            "lt ",
            "and ",
            "or ",
            "not ",
            "len ",
            "index ",
            "print ",
            "println ",
            "printf \"%5.1f\" ",
            "printf `%d%%%q` ",
            "printf \"%-4s|%t\" ",
            "\"a;b\"",
            "`c\n`",
            "1",
            "-2.5",
            "true",
            "nil",
            ";",
            ",",
            "\"",
            "\n",
            "text");

    private static final List<FeatureEvent> EVENTS = Arrays.asList(
                    null,
                    "",
                    "a;\"b\"\n",
                    true,
                    0,
                    -7,
                    new BigDecimal("1E+999"),
                    List.of(1, List.of("a")),
                    "\ud800",
                    Collections.singletonMap("env", null),
                    Map.of("env", Map.of("env", List.of())))
            .stream()
            .map(Rendering::serving)
            .toList();

    @Test
    void isRefusedByATemplateExceptionOrRendersEveryEvent() {
        int understood = 0;
        for (int seed = 0; seed < TEMPLATES; seed++) {
            String template = template(new Random(seed));
            try {
                understood += isUnderstood(template) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ": " + template, e);
            }
        }
        // else the pieces would tell nothing of rendering
        assertThat(understood).isGreaterThan(TEMPLATES / 100);
    }

    /** Often with braces around what stands in braces, so that many are understood. */
    private static String template(Random random) {
        StringBuilder template = new StringBuilder();
        List<String> ends = new ArrayList<>();
        IntStream.range(0, 1 + random.nextInt(MAX_PIECES)).forEach(i -> {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            boolean opens = piece.startsWith("{{ ") && !piece.contains("}}") && random.nextInt(4) > 0;
            template.append(piece);
            if (opens) {
                template.append(PIECES.get(24 + random.nextInt(6))).append(" }}");
                ends.add(piece.contains("if") || piece.contains("with") || piece.contains("range") ? "{{ end }}" : "");
            }
        });
        ends.forEach(template::append);
        return template.toString();
    }

    private static boolean isUnderstood(String template) {
        LineTemplate compiled;
        try {
            compiled = LineTemplate.parse(template, EventType.FEATURE, FieldEscaping.csv(';'));
        } catch (TemplateException e) {
            return false;
        }
        for (FeatureEvent event : EVENTS) {
            compiled.render(event, new StringBuilder());
        }
        return true;
    }
}
