package dev.flagexporter.spi.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.flagexporter.spi.template.Rendering.render;
import static dev.flagexporter.spi.template.Rendering.serving;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A template compares")
class TemplateComparisonTest {

    private static String holding(Object value) {
        StringBuilder holding = new StringBuilder();
        for (String comparison : List.of("eq", "ne", "lt", "le", "gt", "ge")) {
            holding.append(render("{{ if " + comparison + " .Value 5 }}" + comparison + " {{ end }}", serving(value)));
        }
        return holding.toString().strip();
    }

    @Test
    void numbersWhateverTheirTypes() {
        assertThat(holding(5)).isEqualTo("eq le ge");
        assertThat(holding(5.0)).isEqualTo("eq le ge");
        assertThat(holding(new BigDecimal("5.000000000000000000001"))).isEqualTo("ne gt ge");
        assertThat(holding(4.9)).isEqualTo("ne lt le");
        assertThat(holding(BigInteger.TEN.pow(30))).isEqualTo("ne gt ge");
        assertThat(holding(new BigDecimal("-1E+999"))).isEqualTo("ne lt le");
    }

    @Test
    void whatIsNoNumberAsNeitherLessNorGreaterThanOne() {
        assertThat(holding("5")).isEqualTo("ne");
        assertThat(holding(null)).isEqualTo("ne");
        assertThat(holding(true)).isEqualTo("ne");
        assertThat(holding(Map.of("a", 5))).isEqualTo("ne");
        assertThat(holding(List.of(5))).isEqualTo("ne");
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, eq le ge",
        "a, b, ne lt le",
        "b, a, ne gt ge",
        "Z, a, ne lt le",
        "a, aa, ne lt le",
        "'', a, ne lt le",
        "\uFF5E, \uD83D\uDE00, ne lt le"
    })
    void textsByTheirBytes(String left, String right, String expected) {
        StringBuilder holding = new StringBuilder();
        for (String comparison : List.of("eq", "ne", "lt", "le", "gt", "ge")) {
            holding.append(render(
                    "{{ if %s .Value `%s` }}%s {{ end }}".formatted(comparison, right, comparison), serving(left)));
        }
        assertThat(holding.toString().strip()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "D83D, FFFD, eq le ge",
        "D83D, DE00, eq le ge",
        "D83D, FFFC, ne gt ge",
        "D83D, FFFE, ne lt le",
        "D83D, 41, ne gt ge"
    })
    void halvesOfCharactersAsTheirReplacement(String left, String right, String expected) {
        StringBuilder holding = new StringBuilder();
        for (String comparison : List.of("eq", "ne", "lt", "le", "gt", "ge")) {
            holding.append(render(
                    "{{ if %s .Value.left .Value.right }}%s {{ end }}".formatted(comparison, comparison),
                    serving(Map.of("left", character(left), "right", character(right)))));
        }
        assertThat(holding.toString().strip()).isEqualTo(expected);
    }

    private static String character(String hexadecimal) {
        return String.valueOf((char) Integer.parseInt(hexadecimal, 16));
    }

    @ParameterizedTest
    @CsvSource({"a, true", "b, true", "c, true", "d, false"})
    void aValueWithSeveral(String value, boolean expected) {
        assertThat(render("{{ eq .Value \"a\" \"b\" \"c\" }}", serving(value))).isEqualTo(String.valueOf(expected));
    }

    @Test
    void booleansNullsAndStructures() {
        assertThat(render("{{ eq .Default false }} {{ ne .Default true }}")).isEqualTo("true true");
        assertThat(render("{{ eq .Value nil }} {{ ne .Value nil }}", serving(null)))
                .isEqualTo("true false");
        assertThat(render("{{ eq .Value nil }}", serving(""))).isEqualTo("false");
        assertThat(render("{{ eq .Metadata nil }} {{ eq .Metadata .Metadata }}"))
                .isEqualTo("false true");
        assertThat(render("{{ eq .Value .Metadata }}", serving(Map.of()))).isEqualTo("false");
    }

    @Test
    void fieldsWithEachOther() {
        assertThat(render("{{ eq .Key .UserKey }} {{ lt .Key .UserKey }} {{ ge .CreationDate 1700 }}"))
                .isEqualTo("false true true");
    }
}
