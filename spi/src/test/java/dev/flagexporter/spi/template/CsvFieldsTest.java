package dev.flagexporter.spi.template;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.spi.template.Rendering.serving;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A field of CSV")
class CsvFieldsTest {

    private static String csv(String template, Object value) {
        return Rendering.render(template, FieldEscaping.csv(';'), serving(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "with space ", "a,b", "it's", "=1+1", "\u00e9\uD83D\uDE00", "\\n"})
    void staysAsItIsWhenItIsClean(String clean) {
        assertThat(csv("{{ .Value }};{{ .Key }}\n", clean)).isEqualTo(clean + ";checkout-v2\n");
    }

    @Test
    void isQuotedAsAWhole() {
        assertThat(csv("a{{ .Value }}b{{ .Version }};{{ .Key }}\n", "x;y")).isEqualTo("\"ax;yb3\";checkout-v2\n");
        assertThat(csv("{{ .Key }};{{ .Version }}-{{ .Value }}", "x\"y")).isEqualTo("checkout-v2;\"3-x\"\"y\"");
        assertThat(csv("{{ .Value }}", "x\ny\rz")).isEqualTo("\"x\ny\rz\"");
    }

    @Test
    void endsWhereTheTemplateHasASeparatorAndNotWhereAValueHasOne() {
        String template = "{{ if .Default }}a;b{{ else }}c;{{ .Value }}{{ end }};{{ .Key }}\n";

        assertThat(csv(template, ";")).isEqualTo("c;\";\";checkout-v2\n");
        assertThat(csv("{{ print .Value `;` }};{{ .Key }}\n", "x")).isEqualTo("\"x;\";checkout-v2\n");
        assertThat(csv("{{ println .Value }}\n", "x")).isEqualTo("\"x\n\"\n");
    }

    @Test
    void endsWhereALiteralHasASeparator() {
        assertThat(csv("{{ .Value }}{{ \";\" }}{{ .Key }}{{ \"\\n\" }}", "x\"y"))
                .isEqualTo("\"x\"\"y\";checkout-v2\n");
    }

    @Test
    void mayBeMadeOfManyValues() {
        List<String> values = List.of("a", "b;c", "d");

        assertThat(csv("{{ range $i, $e := .Value }}{{ if $i }}|{{ end }}{{ $e }}{{ end }};{{ .Key }}", values))
                .isEqualTo("\"a|b;c|d\";checkout-v2");
    }

    @Test
    void mayBeOneOfManyInARange() {
        assertThat(csv("{{ range .Value }}{{ . }};{{ end }}{{ .Key }}", List.of("a", "b;c", "d")))
                .isEqualTo("a;\"b;c\";d;checkout-v2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "clean  | '\"clean\";\"(clean)\"'",
                "a;b    | '\"a;b\";\"(a;b)\"'",
                "a\"b   | '\"a\"\"b\";\"(a\"\"b)\"'"
            })
    void hasOnlyItsQuotesDoubledWhereTheTemplateHasQuotesAroundIt(String value, String expected) {
        assertThat(csv("\"{{ .Value }}\";\"({{ .Value }})\"", value)).isEqualTo(expected);
    }

    @Test
    void mayHaveSeparatorsOfTheTemplateInTheTemplatesQuotes() {
        assertThat(csv("\"a;\"\"{{ .Value }}\"\";\nb\";{{ .Value }}\n", "x;\""))
                .isEqualTo("\"a;\"\"x;\"\"\"\";\nb\";\"x;\"\"\"\n");
    }

    @Test
    void keepsTheTemplatesOwnOddQuotesWhenItIsClean() {
        assertThat(csv("a\"{{ .Value }}\"\n", "x")).isEqualTo("a\"x\"\n");
        assertThat(csv("a\"{{ .Value }}\"\n", "x;")).isEqualTo("\"a\"\"x;\"\"\"\n");
    }

    @Test
    void isJsonInQuotesWhenItIsAStructure() {
        assertThat(csv("{{ .Value }};{{ .Value.a }}\n", Map.of("a", 1))).isEqualTo("\"{\"\"a\"\":1}\";1\n");
    }
}
