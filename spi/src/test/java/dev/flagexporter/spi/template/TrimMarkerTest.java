package dev.flagexporter.spi.template;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("Trim markers, as Go has them,")
class TrimMarkerTest {

    private static String parsed(String template) {
        StringBuilder text = new StringBuilder();
        Template.parse(template, Map.of("Key", ValueType.TEXT))
                .render(field -> "<" + field + ">", new EscapedLine(FieldEscaping.NONE, text), 1000);
        return text.toString();
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
    void workBesideKeywordsAndComments() {
        assertThat(parsed("a {{- if .Key -}} b {{- else }} c {{ end -}} d")).isEqualTo("abd");
        assertThat(parsed("a {{- /* b */ -}} c")).isEqualTo("ac");
        assertThat(parsed("a {{/* b */ -}} c {{- /* d */}} e")).isEqualTo("a c e");
    }

    @Test
    void areNoSigns() {
        assertThat(parsed("{{-1}} {{- 1 -}} {{-1 -}} 2")).isEqualTo("-11-12");
    }

    @Test
    void needAField() {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> parsed("{{- -}}"));
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> parsed("{{-}}"));
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> parsed("{{- }}"));
    }
}
