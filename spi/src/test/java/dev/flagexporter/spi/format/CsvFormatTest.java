package dev.flagexporter.spi.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.template.Rendering;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The CSV format")
class CsvFormatTest {

    private static final EventFormat CSV = EventFormat.named("csv").orElseThrow();

    private static FormatSettings settings(String template, char separator, boolean header, boolean guard) {
        return new FormatSettings(
                EventType.FEATURE, Optional.ofNullable(template), separator, header, guard, Optional.empty(), Map.of());
    }

    private static FormatSettings withHeader(String template) {
        return settings(template, ';', true, false);
    }

    private static FormatSettings guarded(String template) {
        return settings(template, ';', false, true);
    }

    private static String written(FormatSettings settings, Object... values) throws IOException {
        assertThat(CSV.check(settings)).isEmpty();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        CSV.writer(settings)
                .write(
                        EventBatch.withoutIds(
                                Arrays.stream(values).map(Rendering::serving).toList()),
                        output);
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void beginsWithTheNamesOfTheFieldsOnRequest() throws IOException {
        assertThat(written(withHeader(null), 1, 2)).isEqualTo("""
                kind;contextKind;userKey;creationDate;key;variation;value;default;source
                feature;user;u-1;1700000000;checkout-v2;on;1;false;INPROCESS
                feature;user;u-1;1700000000;checkout-v2;on;2;false;INPROCESS
                """);
    }

    @Test
    void hasAHeaderForTrackingEventsToo() {
        FormatSettings settings =
                new FormatSettings(EventType.TRACKING, Optional.empty(), ';', true, false, Optional.empty(), Map.of());

        assertThat(CsvFormat.template(settings).header())
                .isEqualTo("kind;contextKind;userKey;creationDate;key;evaluationContext;trackingDetails");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "{{ .Metadata.env }};{{ .Key }}                              -> metadata.env;key",
                "{{ index .Metadata \"a\" \"b-c\" }}                         -> metadata.a.b-c",
                "{{ index .Value 0 }}                                        -> value.0",
                "{{ printf \"%.2f\" .Value }};{{ .Value | printf \"%s\" }}   -> value;value",
                "{{ eq .Key \"a\" }}                                         -> key",
                "{{ if .Default }}yes{{ else }}{{ .Variation }}{{ end }};x   -> default;x",
                "{{ if true }}{{ .Variation }}{{ end }}                      -> variation",
                "{{ with .Metadata.owner }}{{ .team }}{{ end }}              -> metadata.owner",
                "{{ range .Value }}{{ . }}|{{ end }}                         -> value",
                "{{ $x := .Key }}{{ .Version }}                              -> version",
                "{{ .Key }}-{{ .Version }};v{{ .Version }}                   -> key-version;vversion",
                "\"{{ .Key }}\";\"a;{{ .Value }}\"                           -> \"key\";\"a;value\"",
                "{{ index .Metadata \"a;b\" }};{{ 1 }}                       -> \"metadata.a;b\";"
            })
    void derivesTheHeaderFromTheTemplate(String template, String header) {
        assertThat(CsvFormat.template(withHeader(template)).header()).isEqualTo(header);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{ .Key }}{{ if .Default }};a{{ end }}         | the number of fields depends on the event | 14",
                "{{ range .Value }}{{ . }};{{ end }}            | the number of fields depends on the event | 4",
                "{{ if .Key }}{{ else }}{{ range .Value }};{{ end }}{{ end }} | the number of fields depends | 4"
            })
    void refusesAHeaderWhenTheNumberOfFieldsDependsOnTheEvent(String template, String reason, int column) {
        assertThat(CSV.check(withHeader(template))).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("csv-header");
            assertThat(problem.value()).isEqualTo("true");
            assertThat(problem.reason()).contains(reason).contains("at line 1, column " + column + ": ");
            assertThat(problem.fix()).startsWith("leave the header out");
        });
        assertThat(CSV.check(settings(template, ';', false, false))).isEmpty();
    }

    @Test
    void refusesAHeaderForSeveralLines() {
        assertThat(CSV.check(withHeader("{{ .Key }}\n{{ .Value }}\n")))
                .extracting(ConfigurationProblem::key)
                .containsExactly("csv-header");
        assertThat(CSV.check(withHeader("{{ .Key }}\r\n"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "=1+1               | '=1+1",
                "+1+1               | '+1+1",
                "-1+1               | '-1+1",
                "@SUM(A1)           | '@SUM(A1)",
                "+49 89 123         | '+49 89 123",
                "-                  | '-"
            })
    void guardsTextsThatBeginAsFormulasDo(String text, String expected) throws IOException {
        assertThat(written(guarded("{{ .Key }};{{ .Value }}\n"), text)).isEqualTo("checkout-v2;" + expected + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t=1", "\r=1", "\n=1", "\uFF1D1+1", "\uFF0B1", "\uFF0D1", "\uFF201"})
    void guardsOtherBeginningsThatSpreadsheetsPassOver(String text) throws IOException {
        assertThat(written(guarded("{{ .Value }}\n"), text).replace("\"", "")).isEqualTo("'" + text + "\n");
    }

    @Test
    void guardsBeforeItQuotes() throws IOException {
        assertThat(written(guarded("{{ .Value }}\n"), "=HYPERLINK(\"a\";\"b\")"))
                .isEqualTo("\"'=HYPERLINK(\"\"a\"\";\"\"b\"\")\"\n");
        assertThat(written(guarded("\"{{ .Value }}\";a\n"), "=1+\"\"")).isEqualTo("\"'=1+\"\"\"\"\";a\n");
    }

    @Test
    void leavesNumbersNumbersInSpiteOfTheGuard() throws IOException {
        assertThat(written(guarded("{{ .Value }};{{ printf \"%+.1f\" .Value }};\"{{ .Value }}\"\n"), -1, -2.5))
                .isEqualTo("-1;-1.0;\"-1\"\n-2.5;-2.5;\"-2.5\"\n");
        assertThat(written(guarded("{{ .Value }}\n"), "-1", "+2.50", "-1e5", "a=1", "", Map.of("=", 1)))
                .isEqualTo("-1\n+2.50\n'-1e5\na=1\n\n\"{\"\"=\"\":1}\"\n");
    }

    @Test
    void leavesFormulasOfTheTemplateInSpiteOfTheGuard() throws IOException {
        assertThat(written(guarded("=\"{{ .Key }}\";{{ .Value }}={{ .Key }}\n"), "", "a"))
                .isEqualTo("=\"checkout-v2\";'=checkout-v2\n=\"checkout-v2\";a=checkout-v2\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{{ printf `%s;%s` .Key .Value }} | checkout-v2;'=1;2",
                "{{ .Value }}{{ .Key }}           | '=1;2checkout-v2",
                "{{ .Value.none }}{{ .Value }}    | '=1;2",
                "a{{ .Key }}{{ .Value }};b        | acheckout-v2=1;2;b"
            })
    void guardsWhateverBeginsAColumnInSpiteOfMissingQuotes(String template, String expected) throws IOException {
        assertThat(written(guarded(template), "=1;2")).isEqualTo(expected + "\n");
    }

    @Test
    void guardsBehindSeparatorsAndQuotesOfUnquotedValues() throws IOException {
        assertThat(written(guarded("{{ .Value }}{{ .Version }};x"), "a;=1", "\"=1", "a\n@1"))
                .isEqualTo("a;'=13;x\n'\"=13;x\na\n'@13;x\n");
    }

    @Test
    void guardsNothingUnlessAsked() throws IOException {
        assertThat(written(settings("{{ .Value }}\n", ';', false, false), "=1+1"))
                .isEqualTo("=1+1\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "###",
            value = {
                "{{ .Key }},{{ .Value }}###checkout-v2,\"a,b;c\td\"",
                "{{ .Key }}\\t{{ .Value }}###checkout-v2\\t\"a,b;c\td\"",
                "{{ .Key }};{{ .Value }};x,y###checkout-v2;\"a,b;c\td\";x,y",
                "{{ .Value }}###\"a,b;c\td\""
            })
    void takesTheSeparatorOfTheTemplateWhenItHasNotTheConfiguredOne(String template, String expected)
            throws IOException {
        assertThat(written(settings(template.replace("\\t", "\t"), ';', false, false), "a,b;c\td"))
                .isEqualTo(expected.replace("\\t", "\t") + "\n");
    }

    @Test
    void takesTheSeparatorThatPrintfPutsBetweenValues() throws IOException {
        assertThat(written(settings("{{ printf `%s,%s` .Value .Key }}", ';', false, false), "a;b"))
                .isEqualTo("a;b,checkout-v2\n");
    }

    @Test
    void takesTheConfiguredSeparatorBeforeOthers() throws IOException {
        assertThat(written(settings("{{ .Key }}|{{ .Value }}|;x\n", '|', false, false), "a;b", "a|b"))
                .isEqualTo("checkout-v2|a;b|;x\ncheckout-v2|\"a|b\"|;x\n");
    }

    @Test
    void reportsTheSeparatorAndTheTemplateTogether() {
        assertThat(CSV.check(settings("{{ .Nope }}", '\n', true, false)))
                .extracting(ConfigurationProblem::key)
                .containsExactly("csv-separator", "csv-template");
    }

    private static FormatSettings withOptions(String template, boolean header, Map<String, String> options) {
        return new FormatSettings(
                EventType.FEATURE, Optional.of(template), ';', header, false, Optional.empty(), options);
    }

    @Test
    void quotesNothingOnRequest() throws IOException {
        String template = "{{ .Value }};\"{{ .Value }}\"\n";

        assertThat(written(withOptions(template, false, Map.of("csv-quoting", "none")), "a;\"b"))
                .isEqualTo("a;\"b;\"a;\"b\"\n");
        assertThat(written(withOptions(template, false, Map.of("csv-quoting", "Minimal")), "a;\"b"))
                .isEqualTo(written(settings(template, ';', false, false), "a;\"b"))
                .isEqualTo("\"a;\"\"b\";\"a;\"\"b\"\n");
    }

    @Test
    void guardsWithoutQuotesToo() throws IOException {
        FormatSettings settings = new FormatSettings(
                EventType.FEATURE,
                Optional.of("{{ .Value }};\"{{ .Value }}\"\n"),
                ';',
                false,
                true,
                Optional.empty(),
                Map.of("csv-quoting", "none"));

        assertThat(written(settings, "=1;=2")).isEqualTo("'=1;'=2;\"'=1;=2\"\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void beginsWithAByteOrderMarkOnRequest(boolean header) throws IOException {
        String written = written(withOptions("{{ .Value }}", header, Map.of("csv-bom", "TRUE")), "\u00e9", 2);

        assertThat(written).isEqualTo("\ufeff" + (header ? "value\n" : "") + "\u00e9\n2\n");
    }

    @Test
    void hasNoByteOrderMarkByDefault() throws IOException {
        assertThat(written(withOptions("{{ .Value }}", false, Map.of("csv-bom", "false")), "a"))
                .isEqualTo(written(settings("{{ .Value }}", ';', false, false), "a"))
                .isEqualTo("a\n");
    }

    @Test
    void reportsInvalidOptions() {
        assertThat(CSV.check(withOptions("{{ .Key }}", false, Map.of("csv-quoting", "all", "csv-bom", "yes"))))
                .containsExactly(
                        new ConfigurationProblem(
                                "format-options.csv-quoting",
                                "all",
                                "must be minimal or none",
                                "use none to write all values as they are, or leave it out"),
                        new ConfigurationProblem(
                                "format-options.csv-bom",
                                "yes",
                                "must be true or false",
                                "use true to begin each file with a byte order mark, or leave it out"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if .Default }}{{ .Key }}{{ end }}",
                "{{ .Value.none }}",
                "{{ $x := .Key }}",
                "{{ range .Value.none }}{{ . }};{{ end }}"
            })
    void hasNoLineForAnEventThatTheTemplateRendersNothingFor(String template) throws IOException {
        assertThat(written(settings(template, ';', false, false), 1, 2)).isEmpty();
    }

    @Test
    void hasLinesForTheOtherEvents() throws IOException {
        assertThat(written(settings("{{ if .Value }}{{ .Value }}{{ end }}", ';', false, false), 1, 0, 2, ""))
                .isEqualTo("1\n2\n");
        assertThat(written(settings("{{ .Value }}", ';', false, false), "a", "", null, "\u00e9"))
                .isEqualTo("a\n\u00e9\n");
        assertThat(written(settings("{{ .Value }}\n", ';', false, false), "a", ""))
                .isEqualTo("a\n\n");
    }

    @Test
    void refusesAHeaderWhenOneValueHasSeveralFields() {
        assertThat(CSV.check(withHeader("{{ printf `%s;%s` .Key .Value }}")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("csv-header");
                    assertThat(problem.reason()).startsWith("there is no header when one value has several fields");
                });
    }

    @Test
    void isWrittenByOneTemplateForManyLines() throws IOException {
        assertThat(written(settings("{{ .Value }}\n", ';', false, false), "a\"b", "c", "d;", List.of()))
                .isEqualTo("\"a\"\"b\"\nc\n\"d;\"\n[]\n");
    }
}
