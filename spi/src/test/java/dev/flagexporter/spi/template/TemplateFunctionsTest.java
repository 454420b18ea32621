package dev.flagexporter.spi.template;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.flagexporter.spi.template.Rendering.render;
import static dev.flagexporter.spi.template.Rendering.serving;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A function of templates")
class TemplateFunctionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "{{ .Key | printf \"%s-%s\" .Version | len }}   -> 13",
                "{{ .Key | len | eq 11 }}                       -> true",
                "{{ (len .Key) | printf \"%05d\" }}             -> 00011",
                "{{ printf \"%d\" (len .Metadata) }}            -> 3",
                "{{ if (and .Key (not .Default)) }}a{{ end }}   -> a",
                "{{ `a` | print | print `b` }}                  -> ba"
            })
    void takesWhatComesThroughAPipeAsItsLastArgument(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void lenCountsBytesAndElements() {
        assertThat(render("{{ len .Value }}", serving("a\u00e9\uD83D\uDE00"))).isEqualTo("7");
        assertThat(render("{{ len .Value }}", serving(List.of(1, 2)))).isEqualTo("2");
        assertThat(render("{{ len .Value }}", serving(Map.of("a", 1)))).isEqualTo("1");
        assertThat(render("{{ len .Value }}", serving(null))).isEqualTo("0");
        assertThat(render("{{ len .Value }}", serving(12))).isEqualTo("0");
    }

    @Test
    void printPutsSpacesBetweenWhatIsNoText() {
        assertThat(render("{{ print }}|{{ print 1 2 `a` `b` 3 4 true }}|{{ print .Value 1 }}", serving(null)))
                .isEqualTo("|1 2ab3 4 true| 1");
    }

    @Test
    void printlnPutsSpacesBetweenAllAndALineFeedBehind() {
        assertThat(render("{{ println 1 `a` `b` }}.{{ println }}")).isEqualTo("1 a b\n.\n");
    }

    @Test
    void isNotNeededForLiterals() {
        assertThat(
                        render(
                                "{{ \"a\\tb\\n\\\"\\\\\\u00e9\\U0001F600\" }}{{ `c\\n` }}{{ 1 }}{{ -1.50 }}{{ true }}{{ 1e3 }}"))
                .isEqualTo("a\tb\n\"\\\u00e9\uD83D\uDE00c\\n1-1.5true1000");
    }
}
