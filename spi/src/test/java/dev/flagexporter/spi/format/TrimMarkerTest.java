package dev.flagexporter.spi.format;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("Trim markers, as Go has them,")
class TrimMarkerTest {

    private static String parsed(String template) {
        return Template.parse(template, List.of("Key")).stream()
                .map(segment -> segment.isField() ? "<" + segment.text() + ">" : segment.text())
                .collect(Collectors.joining());
    }

    @Test
    void removeTheWhiteSpaceBeforeTheBraces() {
        assertThat(parsed("a \t\r\n{{- .Key}} b")).isEqualTo("a<Key> b");
    }

    @Test
    void removeTheWhiteSpaceBehindTheBraces() {
        assertThat(parsed("a {{ .Key -}} \t\r\n b")).isEqualTo("a <Key>b");
    }

    @Test
    void workTogetherFromBothSides() {
        assertThat(parsed("{{ .Key -}}  \n <  {{- .Key }}")).isEqualTo("<Key><<Key>");
        assertThat(parsed(" {{- .Key -}}  {{- .Key -}} ")).isEqualTo("<Key><Key>");
    }

    @Test
    void canRemoveWholeTexts() {
        assertThat(parsed("{{ .Key -}}\n\n")).isEqualTo("<Key>");
        assertThat(parsed("\n\n{{- .Key}}")).isEqualTo("<Key>");
    }

    @Test
    void leaveOtherWhiteSpaceAlone() {
        assertThat(parsed("a\u00a0\u000b\f\u0085{{- .Key -}}\u2028\fb"))
                .isEqualTo("a\u00a0\u000b\f\u0085<Key>\u2028\fb");
        assertThat(parsed("a \u0085{{- .Key}}")).isEqualTo("a \u0085<Key>");
    }

    @Test
    void needWhiteSpaceInsideTheBraces() {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> parsed("{{-.Key}}"));
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> parsed("{{.Key-}}"));
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> parsed("{{-\f.Key}}"));
    }

    @Test
    void needAField() {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> parsed("{{- -}}"));
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> parsed("{{-}}"));
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> parsed("{{- }}"));
    }
}
