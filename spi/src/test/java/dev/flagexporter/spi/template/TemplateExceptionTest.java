package dev.flagexporter.spi.template;

import dev.flagexporter.spi.event.EventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '#',
            value = {
                // what Go has and this has not
                "{{define `x`}}            -> \"define\" is not supported here -> define",
                "{{template `x`}}          -> \"template\" is not supported here -> template",
                "{{block `x` .}}           -> \"block\" is not supported here -> block",
                "{{range .Value}}{{break}}{{end}} -> \"break\" is not supported here -> break",
                "{{ html .Key}}            -> \"html\" is not supported here -> html",
                "{{ if slice .Key 1}}      -> there is no function \"slice\" here, known are and eq ge gt index le len lt"
                        + " ne not or print printf println -> slice",
                "{{ .Key; .Key}}           -> \";\" is not understood -> ;",
                "{{ 'a'}}                  -> \"'\" is not understood -> 'a'",
                "{{ $x = .Key}}            -> \"=\" is not understood -> = .Key",
                // structure
                "{{else}}                  -> \"else\" has nothing that it belongs to -> else",
                "{{end}}                   -> \"end\" has nothing that it belongs to -> end",
                "{{if .Key}}               -> \"if\" has no \"end\" -> if",
                "{{if .Key}}{{else}}       -> \"if\" has no \"end\" -> if",
                "{{with .Key}}{{if $.Key}}{{end}} -> \"with\" has no \"end\" -> with",
                "{{if .Key}}{{else}}{{else}}{{end}} -> there is a second \"else\" -> else}}{{end",
                "{{if .Key}}{{else with .Key}}{{end}} -> \"}}\" is missing -> with .Key}}{{end",
                "{{range .Value}}{{else if .Key}}{{end}} -> \"}}\" is missing -> if .Key}}{{end",
                "{{if}}                    -> a value is missing -> }}",
                "{{}}                      -> a value is missing -> }}",
                "{{ (.Key}}                -> \")\" is missing -> }}",
                "{{ .Key)}}                -> \"}}\" is missing -> )}}",
                "{{ .Key | }}              -> a value is missing -> }}",
                "{{ | len}}                -> a value is missing -> | len",
                "{{ .Key .Value}}          -> this is no function, and takes no arguments -> .Key .Value",
                "{{ .Key | .Value}}        -> this is no function, and takes no arguments -> .Value}}",
                "{{ len len .Key}}         -> a call among arguments needs parentheses -> len .Key",
                "{{ nil}}                  -> nil cannot stand alone -> nil",
                "{{ $key}}                 -> there is no variable $key here -> $key",
                "{{if $x := .Key}}{{end}}{{ $x}} -> there is no variable $x here -> $x}}",
                "{{ $ := .Key}}            -> the variable needs a name -> $ :=",
                "{{range $a, .Value}}{{end}} -> a variable is missing -> .Value",
                "{{range $a, $b .Value}}{{end}} -> \":=\" is missing -> .Value",
                "{{ . }}                   -> this stands for all fields together, name one of them -> . }}",
                "{{ $ }}                   -> this stands for all fields together, name one of them -> $ }}",
                "{{ print . }}             -> this stands for all fields together, name one of them -> . }}",
                "{{ . Key}}                -> this stands for all fields together, name one of them -> . Key",
                "{{ Key}}                  -> there is no function \"Key\" here, known are and eq ge gt index le len lt"
                        + " ne not or print printf println -> Key",
                "{{{ .Key}}                -> \"{\" is not understood -> { .Key",
                "{{ .Metadata.my-key}}     -> \"-\" is not understood -> -key",
                "{{ .Metadata[0]}}         -> \"[\" is not understood -> [0]",
                "{{ /* a */ .Key}}         -> a comment needs braces of its own -> {{ /*",
                "{{ .Key /* a */}}         -> \"/\" is not understood -> /*",
                "{{/* a }}                 -> the comment is never closed -> {{/*",
                // texts
                "{{ `a}}                   -> the text is never closed -> `a",
                "{{ \"a}}                 -> the text is never closed -> \"a",
                "{{ \"a\\q\"}}         -> the text has an unknown escape -> \\q",
                "{{ \"a\\u12\"}}       -> the text has an unknown escape -> \\u12",
                "{{ \"a\\U00110000\"}} -> the text has an unknown escape -> \\U0011",
                // types
                "{{ .Key.Value}}           -> text has no field .Value -> .Value",
                "{{ .CreationDate.Year}}   -> a number has no field .Year -> .Year",
                "{{with .Key}}{{ .Value}}{{end}} -> text has no field .Value -> .Value",
                "{{range .Key}}{{end}}     -> text has no elements to range over -> range",
                "{{range 3}}{{end}}        -> a number has no elements to range over -> range",
                "{{ index .Key 0}}         -> text has no elements -> index",
                "{{ index .Metadata 0}}    -> the keys of an object are texts, not a number -> index",
                "{{ index .Value true}}    -> a boolean is no key -> index",
                "{{ index .Value}}         -> \"index\" takes 2 arguments or more, not 1 -> index",
                "{{ len .Default}}         -> a boolean has no length -> len",
                "{{ len}}                  -> \"len\" takes 1 argument, not 0 -> len",
                "{{ not .Key .Key}}        -> \"not\" takes 1 argument, not 2 -> not",
                "{{ eq .Key}}              -> \"eq\" takes 2 arguments or more, not 1 -> eq",
                "{{ ne .Key `a` `b`}}      -> \"ne\" takes 2 arguments, not 3 -> ne",
                "{{ eq .Default `true`}}   -> a boolean never equals text -> eq",
                "{{ eq .Key `a` 1}}        -> text never equals a number -> eq",
                "{{ lt .CreationDate `a`}} -> a text is neither less nor greater than a number -> lt",
                "{{ ge .Default true}}     -> a boolean is neither less nor greater than anything -> ge",
                "{{ lt .Value nil}}        -> nil is neither less nor greater than anything -> lt",
                // printf
                "{{ printf}}               -> the format of printf has to be a text in the template -> printf",
                "{{ printf .Key}}          -> the format of printf has to be a text in the template -> printf",
                "{{ printf 1}}             -> the format of printf has to be a text in the template -> printf",
                "{{ printf `%s`}}          -> the format has 1 verbs for 0 arguments -> printf",
                "{{ printf `%s` .Key .Key}} -> the format has 1 verbs for 2 arguments -> printf",
                "{{ printf `%d` .Key}}     -> %d is not for text -> printf",
                "{{ printf `%05.2f` .Key}} -> %05.2f is not for text -> printf",
                "{{ printf `%t` .CreationDate}} -> %t is not for a number -> printf",
                "{{ printf `%x` .Default}} -> %x is not for a boolean -> printf",
                "{{ printf `%c` .Value}}   -> \"%c\" is not understood; known are %v %s %d %f %e %q %t %x %X %% -> printf",
                "{{ printf `%[1]s` .Value}} -> \"%[\" is not understood; known are %v %s %d %f %e %q %t %x %X %% -> printf",
                "{{ printf `%*s` 1 .Value}} -> \"%*\" is not understood; known are %v %s %d %f %e %q %t %x %X %% -> printf",
                "{{ printf `a%` .Value}}  -> the format ends within a verb -> printf",
                "{{ printf `%99999s` .Value}} -> a width or precision is at most 1000 -> printf",
                "{{ printf `%.1001f` .Value}} -> a width or precision is at most 1000 -> printf"
            })
    void isRefusedAtItsPlace(String construct, String reason, String place) {
        TemplateException refusal = refusal("{{ .Key}}\nab " + construct, EventType.FEATURE);

        assertThat(refusal).hasMessageStartingWith(reason + ", at line 2, column " + refusal.column() + ": \"");
        assertThat(construct.substring(refusal.column() - 4)).startsWith(place);
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
                                + " .GetCreationDate .EventId, at line 3, column 5: \".key}}\"");
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
                .hasMessageEndingWith(", at line 1, column 4: \"if\\n.Default }}xxxxxxxxxxxxxxxx...\"");
    }

    @Test
    void isRefusedWhenItIsTooLongOrTooDeep() {
        assertThat(refusal("x".repeat(65_537), EventType.FEATURE))
                .hasMessageStartingWith("the template is longer than 65536 characters, at line 1, column 1: \"xxx");
        assertThat(refusal("{{ " + "(".repeat(10_000) + "}}", EventType.FEATURE))
                .hasMessageStartingWith("more than 50 things are inside each other, at line 1, column 54: ");
        assertThat(refusal("{{if .Key}}".repeat(5_000), EventType.FEATURE))
                .hasMessageStartingWith("more than 50 things are inside each other");
        assertThat(refusal("{{if .Key}}" + "{{else if .Key}}".repeat(3_000) + "{{end}}", EventType.FEATURE))
                .hasMessageStartingWith("more than 50 things are inside each other");
    }

    @Test
    void isShownAtItsFirstProblem() {
        assertThat(refusal("{{ .Nope}}{{ .Worse}}", EventType.FEATURE))
                .hasMessageStartingWith("there is no field .Nope");
    }
}
