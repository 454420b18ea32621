package dev.flagexporter.spi.template;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.RandomValues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What it does not leave to others has to be what they would have written, see {@link LineTemplate#render}. */
@DisplayName("A line of CSV with values between separators")
class PlainCsvLineTest {

    private static final List<String> TEMPLATES = List.of(
            LineTemplate.DEFAULT_CSV,
            "{{ .Key }};{{ .Value }}",
            "{{ .Value }}",
            " {{ .Value }} ; {{ .UserKey }} ",
            "{{ .UserKey }}{{ .Value }}",
            "{{ printf `%s;%s` .Value .UserKey }}={{ .Key }}",
            "{{ .Key }}{{ .Value }};{{ .Version }}={{ .UserKey }}\r\n",
            "{{ .Value }}\t{{ .Metadata.env }}|{{ index .Metadata \"build\" }},{{ .CreationDate }}\n",
            "a\u00E9{{ printf \"%v-%v\" .UserKey .Version }};{{ print .Key .Value }};{{ len .Key }};{{ not .Value }}\n",
            "{{ .UserKey -}} ; {{- .Key }}{{ \"\\n\" }}",
            "\"{{ .UserKey }}\";{{ if .Default }}a;{{ end }}{{ .Key }}\n");

    private static CsvTemplate settings(String template, char separator, boolean guard) {
        return CsvTemplate.parse(template, EventType.FEATURE, separator, guard);
    }

    private static byte[] written(CsvTemplate settings, List<FeatureEvent> events) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        CsvLines lines = settings.lines();
        for (FeatureEvent event : events) {
            lines.write(event, () -> "", output);
        }
        return output.toByteArray();
    }

    private static byte[] rendered(CsvTemplate settings, List<FeatureEvent> events) {
        LineTemplate template = settings.line();
        StringBuilder lines = new StringBuilder();
        for (FeatureEvent event : events) {
            StringBuilder line = new StringBuilder();
            template.render(event, line);
            lines.append(line).append(line.isEmpty() || line.toString().endsWith("\n") ? "" : "\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void assertSame(CsvTemplate settings, List<FeatureEvent> events) throws IOException {
        assertThat(written(settings, events))
                .asString()
                .isEqualTo(new String(rendered(settings, events), StandardCharsets.UTF_8));
    }

    static Stream<CsvTemplate> everySettings() {
        return TEMPLATES.stream().flatMap(template -> Stream.of(';', ',', '\t', 't', '1', '\u00E9')
                .flatMap(separator -> Stream.of(true, false).map(guard -> settings(template, separator, guard))));
    }

    private static boolean isPlain(CsvTemplate settings, @Nullable Object value) throws IOException {
        return PlainCsvLine.of(settings)
                .orElseThrow()
                .write(Rendering.serving(value), () -> "", new ByteArrayOutputStream());
    }

    @ParameterizedTest(name = "of seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void isWrittenAsAnyOtherForRandomEvents(long seed) throws IOException {
        RandomValues random = new RandomValues(seed);
        List<FeatureEvent> events =
                IntStream.range(0, 300).mapToObj(i -> random.feature()).toList();
        for (CsvTemplate settings : everySettings().toList()) {
            assertSame(settings, events);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a;b",
                "a,b",
                "a\tb",
                "t",
                "1",
                "a\"b",
                "a\nb",
                "a\rb",
                "=1",
                "+1",
                "-1",
                "@a",
                "\t=1",
                " a ",
                "\u00E9",
                "\uFF1D1",
                "\uFEFF",
                "\"=1",
                ";",
                "\uD83D\uDE00",
                "\uD83D",
                "\uD83D;\u00E9",
                "\u00E9\"\uD83D\uDE00",
                "\u0000",
                "\u007F"
            })
    void isWrittenAsAnyOtherWhateverAValueHas(String value) throws IOException {
        FeatureEvent event = FeatureEvent.builder()
                .kind(value)
                .contextKind(value)
                .userKey(value)
                .creationDate(-1)
                .key(value)
                .variation(value)
                .value(value)
                .defaultServed(true)
                .version(value)
                .source(value)
                .metadata(Map.of("env", value, "build", 1))
                .build();
        for (CsvTemplate settings : everySettings().toList()) {
            assertSame(settings, List.of(event, Rendering.serving(-1), Rendering.serving(List.of())));
        }
    }

    @Test
    void isWrittenAsAnyOtherAboutAsLongAsItMayBe() throws IOException {
        for (int length = 4000; length < 4100; length++) {
            assertSame(settings(LineTemplate.DEFAULT_CSV, ';', false), List.of(Rendering.serving("x".repeat(length))));
            assertSame(settings("{{ .Value }}", ';', false), List.of(Rendering.serving("x".repeat(length))));
            assertSame(settings("{{ .Value }}", ';', false), List.of(Rendering.serving("\"".repeat(length / 2))));
            assertSame(settings("{{ .Value }}\n", ';', false), List.of(Rendering.serving(";".repeat(length - 30))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a b, true",
        "12, true",
        "a;b, true",
        "a\"b, true",
        "-1, true",
        "=1, true",
        "\u00E9, true",
        "\u00E9;, true"
    })
    void mayHaveEveryCharacter(String value, boolean plain) throws IOException {
        assertThat(isPlain(settings(LineTemplate.DEFAULT_CSV, ';', false), value))
                .isEqualTo(plain);
    }

    @Test
    void isOneWithoutFormulasWhereTheyAreGuarded() throws IOException {
        assertThat(isPlain(settings(LineTemplate.DEFAULT_CSV, ';', true), "=1")).isFalse();
        assertThat(isPlain(settings(LineTemplate.DEFAULT_CSV, ';', true), "1=1"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{{ .Value }};b", "{{ .Value }} ;b", "a; {{ .Value }}", "{{ .Value }}{{ .Key }}"})
    void isOneWithoutSpecialCharactersWhereAValueIsNotAllOfAField(String template) throws IOException {
        assertThat(isPlain(settings(template, ';', false), "a")).isTrue();
        assertThat(isPlain(settings(template, ';', false), "a;b")).isFalse();
        assertThat(isPlain(settings(template, ';', false), List.of())).isFalse();
    }

    @Test
    void mayHaveEveryValue() throws IOException {
        assertThat(isPlain(settings(LineTemplate.DEFAULT_CSV, ';', false), null))
                .isTrue();
        assertThat(isPlain(settings(LineTemplate.DEFAULT_CSV, ';', false), true))
                .isTrue();
        assertThat(isPlain(settings(LineTemplate.DEFAULT_CSV, ';', false), 1.5)).isTrue();
        assertThat(isPlain(settings(LineTemplate.DEFAULT_CSV, ';', false), List.of()))
                .isTrue();
        assertThat(isPlain(settings(LineTemplate.DEFAULT_CSV, ';', false), Map.of("a", List.of(1))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"{{ .Key }}\"",
                "{{ if .Default }}a{{ end }}",
                "{{ range .Value }}{{ . }}{{ end }}",
                "{{ $k := .Key }}{{ $k }}"
            })
    void isNotLookedForInTemplatesThatAreNotSimple(String template) {
        assertThat(PlainCsvLine.of(settings(template, ';', false))).isEmpty();
    }
}
