package dev.flagexporter.spi.template;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Field escaping")
class FieldEscapingTest {

    private static String escaped(FieldEscaping escaping, String text) {
        StringBuilder line = new StringBuilder("|");
        escaping.append(text, line);
        return line.substring(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "with space", "a,b", "it's", "=1+1", "\u00e9\uD83D\uDE00"})
    void leavesCleanFieldsAsTheyAreInCsv(String clean) {
        assertThat(escaped(FieldEscaping.csv(';'), clean)).isEqualTo(clean);
    }

    @Test
    void quotesFieldsWithSpecialCharactersInCsv() {
        FieldEscaping csv = FieldEscaping.csv(';');

        assertThat(escaped(csv, "a;b")).isEqualTo("\"a;b\"");
        assertThat(escaped(csv, "a\nb")).isEqualTo("\"a\nb\"");
        assertThat(escaped(csv, "a\rb")).isEqualTo("\"a\rb\"");
        assertThat(escaped(csv, "say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
        assertThat(escaped(csv, "\"")).isEqualTo("\"\"\"\"");
    }

    @Test
    void quotesByTheConfiguredSeparatorInCsv() {
        assertThat(escaped(FieldEscaping.csv('\t'), "a;b")).isEqualTo("a;b");
        assertThat(escaped(FieldEscaping.csv('\t'), "a\tb")).isEqualTo("\"a\tb\"");
        assertThat(escaped(FieldEscaping.csv(','), "{\"a\":1,\"b\":2}")).isEqualTo("\"{\"\"a\"\":1,\"\"b\"\":2}\"");
    }

    @Test
    void keepsControlCharactersOutOfLogs() {
        assertThat(escaped(FieldEscaping.CONTROL_CHARACTERS, "a\nb\r\tc")).isEqualTo("a\\nb\\r\\tc");
        assertThat(escaped(FieldEscaping.CONTROL_CHARACTERS, "\u0000\u001b[31m\u007f\u0085\u009b\u2028\u2029"))
                .isEqualTo("\\u0000\\u001b[31m\\u007f\\u0085\\u009b\\u2028\\u2029");
    }

    @Test
    void keepsControlsOfBidirectionalTextOutOfLogs() {
        String controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

        assertThat(FieldEscaping.CONTROL_CHARACTERS.escaped(controls))
                .isEqualTo("\\u061c\\u200e\\u200f\\u202a\\u202b\\u202c\\u202d\\u202e\\u2066\\u2067\\u2068\\u2069");
    }

    @Test
    void leavesEverythingElseInLogsAsItIs() {
        String text = " {0} %s \\n \"\u00e9\uD83D\uDE00' \u05d0\u0627\u061b\u061d\u200d\u2010\u2027\u202f\u2065\u206a";

        assertThat(escaped(FieldEscaping.CONTROL_CHARACTERS, text)).isEqualTo(text);
    }

    @Test
    void canBeNoneAtAll() {
        assertThat(escaped(FieldEscaping.NONE, "a;\"\n\u0000")).isEqualTo("a;\"\n\u0000");
    }
}
