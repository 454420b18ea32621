package dev.flagexporter.spi.template;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.flagexporter.spi.template.Rendering.render;
import static dev.flagexporter.spi.template.Rendering.serving;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("printf")
class PrintfTest {

    private static String printf(String format, Object value) {
        return render("{{ printf `" + format + "` .Value }}", serving(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%s|text",
                "%v|text",
                "%10s|      text",
                "%-10s.|text      .",
                "%.2s|te",
                "%5.1s|    t",
                "%.2v|te",
                "<%.0s>|<>",
                "%q|\"text\"",
                "%.2q|\"te\"",
                "%6.1q|   \"t\"",
                "%.3x|746578",
                "%.9x|74657874",
                "% x|74 65 78 74",
                "% .2X|74 65",
                "%+v|text",
                "%06s|00text",
                "%-06s.|text  .",
                "%08q|00\"text\"",
                "%010x|0074657874",
                "%x|74657874",
                "%X|74657874",
                "%%%s%%|%text%",
                "%2s|text",
                "<%s>|<text>"
            })
    void writesTexts(String format, String expected) {
        assertThat(printf(format, "text")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%d|1234567",
                "%v|1234567",
                "%s|1234567",
                "%f|1234567.000000",
                "%.2f|1234567.00",
                "%.0f|1234567",
                "%10d|   1234567",
                "%-10d.|1234567   .",
                "%010d|0001234567",
                "%+d|+1234567",
                "% d| 1234567",
                "%+010d|+001234567",
                "%x|12d687",
                "%X|12D687",
                "%e|1.234567e+06",
                "%.1e|1.2e+06",
                "%+v|1234567",
                "% v| 1234567",
                "%q|\"1234567\""
            })
    void writesIntegers(String format, String expected) {
        assertThat(printf(format, 1234567)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%d|-2.5",
                "%v|-2.5",
                "%f|-2.500000",
                "%.2f|-2.50",
                "%.0f|-2",
                "%08.2f|-0002.50",
                "%8.2f|   -2.50",
                "%-8.2f.|-2.50   .",
                "%+.1f|-2.5",
                "%x|-2.5",
                "%.3e|-2.500e+00",
                "%.0e|-2e+00",
                "%+v|-2.5"
            })
    void writesDecimals(String format, String expected) {
        assertThat(printf(format, -2.5)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.125, 0.12", "0.375, 0.38", "2.675, 2.68", "1e-9, 0.00", "-0.001, 0.00"})
    void roundsToTheNearestAndThenToTheEvenDigit(BigDecimal number, String expected) {
        assertThat(printf("%.2f", number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.5, 2e+00", "3.5, 4e+00", "25, 2e+01", "0, 0e+00", "0.096, 1e-01", "9.6, 1e+01"})
    void roundsInScientificFormatAsWell(BigDecimal number, String expected) {
        assertThat(printf("%.0e", number)).isEqualTo(expected);
    }

    @Test
    void writesLargeNumbersInPlainDigits() {
        assertThat(printf("%d", new BigDecimal("1E+30"))).isEqualTo("1" + "0".repeat(30));
        assertThat(printf("%.1f", new BigDecimal("1E+999"))).isEqualTo("1" + "0".repeat(999) + ".0");
        assertThat(printf("%x", -255)).isEqualTo("-ff");
    }

    @Test
    void writesBooleansStructuresAndNull() {
        assertThat(printf("%t", true)).isEqualTo("true");
        assertThat(printf("%-6v.", false)).isEqualTo("false .");
        assertThat(printf("%06t", true)).isEqualTo("00true");
        assertThat(printf("<%05v>", null)).isEqualTo("<     >");
        assertThat(printf("%v", Map.of("a", List.of(1, "b")))).isEqualTo("{\"a\":[1,\"b\"]}");
        assertThat(printf("%s", Arrays.asList(1, null))).isEqualTo("[1,null]");
        assertThat(printf("<%s>", null)).isEqualTo("<>");
        assertThat(printf("<%5d>", null)).isEqualTo("<     >");
        assertThat(printf("<%q>", null)).isEqualTo("<>");
    }

    @Test
    void writesAValueThatTheVerbIsNotForAsItIs() {
        assertThat(printf("%d", "text")).isEqualTo("text");
        assertThat(printf("%.2f", "text")).isEqualTo("text");
        assertThat(printf("%.2f", true)).isEqualTo("true");
        assertThat(printf("%.2d", false)).isEqualTo("false");
        assertThat(printf("%.2v", true)).isEqualTo("true");
        assertThat(printf("%7.2t", false)).isEqualTo("  false");
        assertThat(printf("%.2s", List.of("abc"))).isEqualTo("[\"abc\"]");
        assertThat(printf("%.2q", true)).isEqualTo("\"true\"");
        assertThat(printf("%t", 1)).isEqualTo("1");
        assertThat(printf("%x", List.of(1))).isEqualTo("[1]");
    }

    @Test
    void countsCharactersNotUnits() {
        assertThat(printf("%-4s.", "\uD83D\uDE00\uD83D\uDE00")).isEqualTo("\uD83D\uDE00\uD83D\uDE00  .");
        assertThat(printf("%.1s.", "\uD83D\uDE00\uD83D\uDE00")).isEqualTo("\uD83D\uDE00.");
        assertThat(printf("%x", "\u00e9")).isEqualTo("c3a9");
    }

    @Test
    void quotesWhatCannotBeSeen() {
        assertThat(printf("%q", "a\"\\\n\t\u0000\u001b\u00a0\u2028\ufeff \u00e9\uD83D\uDE00\uDBFF\uDFFF"))
                .isEqualTo("\"a\\\"\\\\\\n\\t\\x00\\x1b\\u00a0\\u2028\\ufeff \u00e9\uD83D\uDE00\\U0010ffff\"");
    }

    @Test
    void takesSeveralValues() {
        assertThat(render("{{ printf \"%s/%05d/%t\" .Key .CreationDate .Default }}"))
                .isEqualTo("checkout-v2/1700000000/false");
        assertThat(render("{{ printf \"no verb\" }}")).isEqualTo("no verb");
    }
}
