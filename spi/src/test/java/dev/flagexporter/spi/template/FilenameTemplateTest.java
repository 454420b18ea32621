package dev.flagexporter.spi.template;

import java.time.Instant;

import dev.flagexporter.spi.event.EventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("A file name template")
class FilenameTemplateTest {

    private static final Instant CREATED = Instant.parse("2024-01-31T23:59:59.999Z");

    private static FilenameFields fields(String hostname, String exporter, String storeId) {
        return new FilenameFields(hostname, "json", EventType.FEATURE, exporter, storeId, 10, 19, CREATED);
    }

    private static final FilenameFields FIELDS = fields("node-7", "lake", "s1");

    private static String name(String template) {
        return FilenameTemplate.parse(template).compute(FIELDS);
    }

    @Test
    void hasTheReferencesDefaultMadeUnique() {
        assertThat(name(FilenameTemplate.DEFAULT)).isEqualTo("flag-variation-node-7-1706745599-lake-s1-10-19.json");
    }

    @ParameterizedTest
    @CsvSource({
        ".Hostname, node-7",
        ".Timestamp, 1706745599",
        ".Format, json",
        ".EventType, feature",
        ".StoreId, s1",
        ".FirstOffset, 10",
        ".LastOffset, 19",
        ".Year, 2024",
        ".Month, 01",
        ".Day, 31",
        ".Hour, 23"
    })
    void knowsEachField(String field, String expected) {
        assertThat(name("{{ " + field + "}}.txt")).isEqualTo(expected + "-lake-s1-10-19.txt");
    }

    @Test
    void addsNoExporterToANameThatAlwaysHasIt() {
        assertThat(name("{{ .Exporter}}.txt")).isEqualTo("lake-s1-10-19.txt");
        assertThat(name("{{ .Exporter}}/{{ .Hour}}.txt")).isEqualTo("lake/23-s1-10-19.txt");
        assertThat(name("{{ if .Hour}}{{ .Exporter}}{{ end}}.txt")).isEqualTo("lake-lake-s1-10-19.txt");
    }

    @Test
    void givesTwoExportersTwoNames() {
        FilenameTemplate template = FilenameTemplate.parse(FilenameTemplate.DEFAULT);

        assertThat(template.compute(fields("node-7", "pond", "s1"))).isNotEqualTo(template.compute(FIELDS));
    }

    @Test
    void givesOneBatchTheSameNameEachTime() {
        FilenameTemplate template = FilenameTemplate.parse(FilenameTemplate.DEFAULT);

        assertThat(template.compute(FIELDS)).isEqualTo(template.compute(fields("node-7", "lake", "s1")));
    }

    @Test
    void givesTwoBatchesOfOneSecondTwoNames() {
        FilenameTemplate template = FilenameTemplate.parse(FilenameTemplate.DEFAULT);
        FilenameFields next = new FilenameFields("node-7", "json", EventType.FEATURE, "lake", "s1", 20, 29, CREATED);

        assertThat(template.compute(next)).isNotEqualTo(template.compute(FIELDS));
        assertThat(template.compute(fields("node-7", "lake", "s2"))).isNotEqualTo(template.compute(FIELDS));
    }

    @Test
    void addsNothingWhenItIsUniqueByItself() {
        assertThat(name("{{ .StoreId}}_{{ .FirstOffset}}_{{ .LastOffset}}.log")).isEqualTo("s1_10_19.log");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .StoreId}}_{{ .FirstOffset}}",
                "{{ .FirstOffset}}_{{ .LastOffset}}",
                "{{ .StoreId}}_{{ .LastOffset}}"
            })
    void addsTheWholeSuffixWhenAnyPartOfItIsMissing(String template) {
        assertThat(name(template)).endsWith("-lake-s1-10-19");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .StoreId}}_{{ .FirstOffset}}{{if .Hostname}}_{{ .LastOffset}}{{end}}",
                "{{ .StoreId}}_{{ .FirstOffset}}_{{ printf `%.1s` .LastOffset}}",
                "{{ .StoreId}}_{{ .FirstOffset}}_{{ $x := .LastOffset}}"
            })
    void addsTheSuffixWhenAPartOfItMayBeMissing(String template) {
        assertThat(name(template)).endsWith("-lake-s1-10-19");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "{{ printf `%06d` .FirstOffset }}.txt                 -> 000010-lake-s1-10-19.txt",
                "{{ if eq .Format `json` }}lines{{ else }}x{{ end }}  -> lines-lake-s1-10-19",
                "{{ or .Hostname `unknown` }}/a                       -> node-7/a-lake-s1-10-19",
                "{{ with .Hostname }}host={{ . }}{{ end }}/a          -> host=node-7/a-lake-s1-10-19",
                "{{ `a/b` }}                                          -> a/b-lake-s1-10-19",
                "{{ print .Year `/` .Month }}                         -> 2024_01-lake-s1-10-19"
            })
    void hasTheSyntaxOfLines(String template, String expected) {
        assertThat(name(template)).isEqualTo(expected);
    }

    @Test
    void hasNoBadPartsWhateverItsConditions() {
        String template =
                "{{ if eq .Hour `00` }}a{{ end }}/{{ if eq .Hour `00` }}a{{ else }}..{{ end }}/b{{ if .Hour }}\n{{ end }}";

        assertThat(name(template)).isEqualTo("_/_/_-lake-s1-10-19");
    }

    @ParameterizedTest
    @CsvSource({
        "a.json, a-lake-s1-10-19.json",
        "a.json.gz, a.json-lake-s1-10-19.gz",
        "a, a-lake-s1-10-19",
        ".hidden, .hidden-lake-s1-10-19",
        "b.c/a, b.c/a-lake-s1-10-19",
        "b/.a, b/.a-lake-s1-10-19",
        "b/a.json, b/a-lake-s1-10-19.json"
    })
    void putsTheSuffixBeforeTheExtensionOfTheLastPart(String template, String expected) {
        assertThat(name(template)).isEqualTo(expected);
    }

    @Test
    void makesFoldersForPartitions() {
        assertThat(name("type={{ .EventType}}/date={{ .Year}}-{{ .Month}}-{{ .Day}}/h{{ .Hour}}.{{ .Format}}"))
                .isEqualTo("type=feature/date=2024-01-31/h23-lake-s1-10-19.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "a/b", "a\\b", "a:b", "a\nb", "a\u0000b", "a\u0085b", "a*?\"<>|b", "/", "\\"})
    void makesTheValuesOfFieldsSafe(String hostile) {
        FilenameTemplate template = FilenameTemplate.parse("d/{{ .Hostname}}x/{{ .Exporter}}y.json");
        String name = template.compute(fields(hostile, hostile, "s" + hostile));

        assertThat(name).matches("d/[a-z._]*x/[a-z._]*y-s[a-z._]*-10-19\\.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ""})
    void refusesValuesThatWouldBeAPartOfTheirOwn(String hostile) {
        FilenameTemplate folder = FilenameTemplate.parse("{{ .Hostname}}/a.json");
        FilenameTemplate file = FilenameTemplate.parse("a/{{ .Exporter}}");

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> folder.compute(fields(hostile, "lake", "s1")))
                .withMessageStartingWith("a part of the name \"" + hostile + "/a.json\" is empty, . or ..");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> file.compute(fields("node-7", hostile, "s1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/a", "a/", "a//b", "../a", "a/../b", "a/..", "./a", ".", "..", "a/./b"})
    void refusesNamesThatLeaveTheirPlaceOrHaveEmptyParts(String template) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> name(template))
                .withMessageContaining("is empty, . or ..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "..\\a", "a\nb", "a\u0000b", "a\u007fb", "a\u009fb"})
    void refusesBackslashesAndControlCharactersOfItsOwn(String template) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> name(template))
                .withMessageStartingWith("a part of the name has a backslash or control character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .Date}}", "{{ .UUID}}", "{{ .UserKey}}"})
    void refusesUnknownFields(String template) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> FilenameTemplate.parse(template))
                .withMessageContaining("known are .Hostname .Timestamp .Format .EventType .Exporter .StoreId");
    }
}
