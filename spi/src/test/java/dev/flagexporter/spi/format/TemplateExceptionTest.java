package dev.flagexporter.spi.format;

import dev.flagexporter.spi.event.EventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("A template that is not understood")
class TemplateExceptionTest {

    private static TemplateException refusal(String template, EventType type) {
        TemplateException refusal = catchThrowableOfType(
                TemplateException.class, () -> LineTemplate.parse(template, type, FieldEscaping.NONE));
        assertThat(refusal).as(template).isNotNull();
        return refusal;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{if .Default}}a{{end}}",
                "{{else}}",
                "{{end}}",
                "{{range .Metadata}}",
                "{{with .Value}}",
                "{{define \"x\"}}",
                "{{template \"x\"}}",
                "{{block \"x\" .}}",
                "{{ .Key | printf \"%s\"}}",
                "{{ .Key|html}}",
                "{{ $key := .Key}}",
                "{{ $key}}",
                "{{/* comment */}}",
                "{{- /* comment */ -}}",
                "{{ \"text\"}}",
                "{{ \"}}\"}}",
                "{{ `text`}}",
                "{{ 1}}",
                "{{ true}}",
                "{{ nil}}",
                "{{ index .Metadata \"env\"}}",
                "{{ printf \"%v\" .Key}}",
                "{{ eq .Key \"a\"}}",
                "{{ len .Key}}",
                "{{ .Metadata.env}}",
                "{{ .Key.Value}}",
                "{{ (.Key)}}",
                "{{ .}}",
                "{{ }}",
                "{{}}",
                "{{{ .Key}}",
                "{{ .Key .Value}}",
                "{{ . Key}}",
                "{{ Key}}",
                "{{ .Key_}}"
            })
    void isRefusedAtItsPlace(String construct) {
        TemplateException refusal = refusal("{{ .Key}}\nab " + construct + "\n", EventType.FEATURE);

        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.column()).isEqualTo(4);
        assertThat(refusal)
                .hasMessageStartingWith("only fields such as {{ .Key}} can be used here, at line 2, column 4: \""
                        + construct.substring(0, Math.min(20, construct.length())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .Key", "{{", "{{ .Key}", "{{ .Key}\n}"})
    void isRefusedWhereBracesAreNeverClosed(String unclosed) {
        TemplateException refusal = refusal("ab" + unclosed, EventType.FEATURE);

        assertThat(refusal.line()).isEqualTo(1);
        assertThat(refusal.column()).isEqualTo(3);
        assertThat(refusal).hasMessageStartingWith("\"{{\" is never closed, at line 1, column 3: \"{{");
    }

    @Test
    void isRefusedWhenItHasAnUnknownField() {
        assertThat(refusal("a\r\n\r\nb{{ .key}}", EventType.FEATURE))
                .hasMessage(
                        "there is no field .key, known are .Kind .ContextKind .UserKey .CreationDate .Key .Variation"
                                + " .Value .Default .Version .Source .Metadata .FormattedDate .GetUserKey .GetKey"
                                + " .GetCreationDate, at line 3, column 2: \"{{ .key}}\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {".TrackingDetails", ".EvaluationContext", ".TrackingEventDetails", ".Hostname"})
    void isRefusedWhenAFeatureEventHasNotItsField(String field) {
        assertThat(refusal("{{ " + field + "}}", EventType.FEATURE))
                .hasMessageStartingWith("there is no field " + field);
    }

    @ParameterizedTest
    @ValueSource(strings = {".TrackingEventDetails", ".Variation", ".Value", ".Metadata"})
    void isRefusedWhenATrackingEventHasNotItsField(String field) {
        assertThat(refusal("{{ " + field + "}}", EventType.TRACKING))
                .hasMessageStartingWith("there is no field " + field + ", known are .Kind")
                .hasMessageContaining(" .TrackingDetails ");
    }

    @Test
    void isShownInPartWhenItIsLong() {
        assertThat(refusal("{{ if\n.Default }}" + "x".repeat(100), EventType.FEATURE))
                .hasMessageEndingWith(", at line 1, column 1: \"{{ if\\n.Default }}xxxxxxxxxxxxx...\"");
    }

    @Test
    void isShownAtItsFirstProblem() {
        assertThat(refusal("{{ .Nope}}{{ .Worse}}", EventType.FEATURE))
                .hasMessageStartingWith("there is no field .Nope");
    }
}
