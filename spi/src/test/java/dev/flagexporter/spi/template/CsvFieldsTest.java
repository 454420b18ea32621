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

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '#',
            value = {
                "{{ .Value }} -> 'x;\"y'",
                "{{ .Value }};{{ .Value }} -> 'x;\"y';'x;\"y'",
                "a;{{ .Value }};b -> a;'x;\"y';b",
                "a ; {{ .Value }} ; b -> a ;' x;\"y '; b",
                "{{ .Value -}} ; {{- .Key }} -> 'x;\"y';checkout-v2",
                "{{ if .Key }}{{ .Value }}{{ end }};b -> 'x;\"y';b",
                "{{ if .Default }}{{ .Key }}{{ else }}{{ .Value }}{{ end }};b -> 'x;\"y';b",
                "{{ if .Key }}a;{{ end }}{{ .Value }} -> a;'x;\"y'",
                "{{ with .Value }}{{ . }}{{ end }} -> 'x;\"y'",
                "{{ $x := .Value }}{{ $x }};b -> 'x;\"y';b",
                "{{ or .Value .Key }};b -> 'x;\"y';b",
                "{{ printf `%s` .Value }};{{ print .Value }} -> 'x;\"y';'x;\"y'",
                "{{ printf `%s/%d` .Value .CreationDate }};b -> 'x;\"y/1700000000';b",
                "{{ index .Metadata `a;b` }}{{ with .Value }};{{ . }};{{ end }} -> ;'x;\"y';"
            })
    void isQuotedIfItStandsAlone(String template, String expected) {
        assertThat(csv(template, "x;\"y"))
                .isEqualTo(expected.replace("\"", "\"\"").replace("'", "\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '#',
            value = {
                "a{{ .Value }}b;c -> ax;\"yb;c",
                "{{ .Value }}={{ .Key }};c -> x;\"y=checkout-v2;c",
                "{{ .Key }};{{ .Version }}{{ .Value }} -> checkout-v2;3x;\"y",
                "{{ printf `%s;%s` .Value .Key }} -> x;\"y;checkout-v2",
                "{{ printf `%s|%q` .Key .Value }} -> checkout-v2|\"x;\\\"y\"",
                "{{ .Key }};{{ printf `%q` .Value }} -> checkout-v2;\"x;\\\"y\"",
                "{{ .Value | printf `%s;%s` .Key }} -> checkout-v2;x;\"y",
                "{{ print .Value `;` }};c -> x;\"y;;c",
                "{{ $x := printf `%s;%s` .Key .Value }}{{ $x }} -> checkout-v2;x;\"y",
                "{{ with printf `%s;%s` .Key .Value }}{{ . }}{{ end }} -> checkout-v2;x;\"y",
                "{{ or .Value `;` }} -> x;\"y",
                "{{ if .Key }}a{{ end }}{{ .Value }};b -> ax;\"y;b",
                "{{ .Value }}{{ if .Key }};{{ end }}b -> x;\"y;b",
                "user={{ .Value }} key={{ .Key }} -> user=x;\"y key=checkout-v2",
                "{\"user\":{{ printf `%q` .Value }}} -> {\"user\":\"x;\\\"y\"}",
                "{\"a\":\"b\",\"value\":{{ .Value }},\"c\":1} -> {\"a\":\"b\",\"value\":x;\"y,\"c\":1}",
                "[{{ .CreationDate }},{{ .Value }},\"{{ .Value }}\"] -> [1700000000,x;\"y,\"x;\"y\"]"
            })
    void isWrittenAsItIsIfItDoesNotStandAlone(String template, String expected) {
        assertThat(csv(template, "x;\"y")).isEqualTo(expected);
    }

    @Test
    void isQuotedByTheTemplateWhateverTheValuesAre() {
        String template = "{{ range .Value }}{{ . }}{{ end }};{{ .Key }}";

        assertThat(csv(template, List.of("a;b"))).isEqualTo("a;b;checkout-v2");
        assertThat(csv(template, List.of("a", "b"))).isEqualTo("ab;checkout-v2");
    }

    @Test
    void isQuotedForAByteOrderMark() {
        assertThat(csv("{{ .Value }};{{ .Key }}", "\uFEFFa")).isEqualTo("\"\uFEFFa\";checkout-v2");
    }

    @Test
    void isQuotedForLineBreaks() {
        assertThat(csv("{{ .Value }}", "x\ny\rz")).isEqualTo("\"x\ny\rz\"");
    }

    @Test
    void endsWhereTheTemplateHasASeparatorAndNotWhereAValueHasOne() {
        String template = "{{ if .Default }}a;b{{ else }}c;{{ .Value }}{{ end }};{{ .Key }}\n";

        assertThat(csv(template, ";")).isEqualTo("c;\";\";checkout-v2\n");
        assertThat(csv("{{ println .Value }}", "x")).isEqualTo("x\n");
    }

    @Test
    void endsWhereALiteralHasASeparator() {
        assertThat(csv("{{ .Value }}{{ \";\" }}{{ .Key }}{{ \"\\n\" }}", "x\"y"))
                .isEqualTo("\"x\"\"y\";checkout-v2\n");
    }

    @Test
    void isNotQuotedIfItIsMadeOfManyValues() {
        List<String> values = List.of("a", "b;c", "d");

        assertThat(csv("{{ range $i, $e := .Value }}{{ if $i }}|{{ end }}{{ $e }}{{ end }};{{ .Key }}", values))
                .isEqualTo("a|b;c|d;checkout-v2");
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
    void keepsTheTemplatesOwnOddQuotes() {
        assertThat(csv("a\"{{ .Value }}\"\n", "x")).isEqualTo("a\"x\"\n");
        assertThat(csv("a\"{{ .Value }}\"\n", "x;\"")).isEqualTo("a\"x;\"\"\n");
    }

    @Test
    void isJsonInQuotesWhenItIsAStructure() {
        assertThat(csv("{{ .Value }};{{ .Value.a }}\n", Map.of("a", 1))).isEqualTo("\"{\"\"a\"\":1}\";1\n");
    }
}
