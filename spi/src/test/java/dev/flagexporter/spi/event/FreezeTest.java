package dev.flagexporter.spi.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.POJONode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Freezing a value")
class FreezeTest {

    private static String json(Object value) {
        return JsonValues.toJson(value);
    }

    @Test
    void keepsIntegersExactHoweverLarge() {
        String fortyDigits = "1234567890123456789012345678901234567890";

        assertThat(json(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(json(BigInteger.TWO.pow(64))).isEqualTo("18446744073709551616");
        assertThat(json(new BigInteger(fortyDigits).negate())).isEqualTo("-" + fortyDigits);
        assertThat(json((byte) 1) + json((short) 2) + json(3)).isEqualTo("123");
    }

    @Test
    void keepsDecimalsExact() {
        assertThat(json(49.9)).isEqualTo("49.9");
        assertThat(json(0.1f)).isEqualTo("0.1");
        assertThat(json(new BigDecimal("0.1000000000000000055511151231257827")))
                .isEqualTo("0.1000000000000000055511151231257827");
    }

    @Test
    void writesDecimalsWithoutFractionAsIntegers() {
        assertThat(json(1.0)).isEqualTo("1");
        assertThat(json(-0.0)).isEqualTo("0");
        assertThat(json(1e6)).isEqualTo("1000000");
        assertThat(json(new BigDecimal("1000.000"))).isEqualTo("1000");
    }

    @Test
    void hasOneFormForEqualNumbers() {
        assertThat(JsonValues.freeze(1.0)).isEqualTo(1L);
        assertThat(JsonValues.freeze(BigInteger.ONE)).isEqualTo(1L);
        assertThat(JsonValues.freeze(new BigDecimal("1.50"))).isEqualTo(JsonValues.freeze(1.5f));
        assertThat(JsonValues.freeze(new BigDecimal("9223372036854775808")))
                .isEqualTo(JsonValues.freeze(BigInteger.TWO.pow(63)));
    }

    @Test
    void turnsWhatIsNoNumberIntoText() {
        assertThat(json(List.of(Double.NaN, Double.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY)))
                .isEqualTo("[\"NaN\",\"-Infinity\",\"Infinity\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+1000000000", "-1E+1001", "1E-1000000000"})
    void turnsNumbersThatCannotBeWrittenInDigitsIntoText(String huge) {
        assertThat(JsonValues.freeze(new BigDecimal(huge))).isEqualTo(huge);
    }

    @Test
    void allowsNullsEverywhere() {
        Map<String, Object> map = new HashMap<>();
        map.put("null", null);
        map.put("list", Arrays.asList(1, null));

        assertThat(JsonValues.freeze(null)).isNull();
        assertThat(JsonValues.freezeMap(null)).isNull();
        assertThat(json(map)).isEqualTo("{\"list\":[1,null],\"null\":null}");
        assertThat(JsonValues.freezeMap(map)).containsEntry("null", null).doesNotContainKey("other");
    }

    @Test
    void turnsOtherTypesIntoTheNearestJson() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(7, TimeUnit.SECONDS);
        map.put(null, 'c');
        map.put(true, new StringBuilder("text"));

        assertThat(json(map)).isEqualTo("{\"7\":\"SECONDS\",\"null\":\"c\",\"true\":\"text\"}");
        assertThat(json(new Object[] {new int[] {1, 2}, new String[] {"a", null}, new boolean[0]}))
                .isEqualTo("[[1,2],[\"a\",null],[]]");
        assertThat(json(new ArrayDeque<>(List.of(1, 2)))).isEqualTo("[1,2]");
        assertThat(json(Path.of("a", "b"))).isEqualTo("\"" + Path.of("a", "b") + "\"");
        assertThat(json(Thread.State.NEW)).isEqualTo("\"NEW\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":[1,null,{\"b\":1.5}],\"c\":\"text\"}", "\"text\"", "[]", "18446744073709551616", "null"})
    void takesJacksonsTreesForWhatTheyStandFor(String json) throws Exception {
        assertThat(json(new ObjectMapper().readTree(json))).isEqualTo(json);
        assertThat(json(List.of(new ObjectMapper().readTree(json)))).isEqualTo("[" + json + "]");
    }

    @Test
    void takesJacksonsTreesForTextWhereTheyAreNoJson() {
        assertThat(json(MissingNode.getInstance())).isEqualTo("\"\"");
        assertThat(json(new POJONode(Thread.State.NEW))).isEqualTo("\"\\\"NEW\\\"\"");
    }

    @Test
    void cutsOffJacksonsTreesThatAreNestedTooDeeply() throws Exception {
        Object tree = new ObjectMapper().readTree("[".repeat(60) + "]".repeat(60));
        for (int i = 0; i < 5; i++) {
            tree = List.of(tree);
        }

        assertThat(json(tree)).isEqualTo("[".repeat(64) + "\"" + Freezer.TOO_DEEP + "\"" + "]".repeat(64));
    }

    @Test
    void letsTheLastOfTwoKeysWithTheSameTextWin() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("1", "text");
        map.put(1, "number");

        assertThat(json(map)).isEqualTo("{\"1\":\"number\"}");
    }

    @Test
    void sortsKeysByTheirUtf8Bytes() {
        String belowSurrogates = "\uD7FF";
        String aboveSurrogates = "\uFFFD";
        String supplementary = "\uD83D\uDE00";

        assertThat(JsonValues.freezeMap(Map.of(
                        supplementary, 1, aboveSurrogates, 2, belowSurrogates, 3, "b", 4, "B", 5, "", 6, "ba", 7)))
                .containsExactly(
                        Map.entry("", 6L),
                        Map.entry("B", 5L),
                        Map.entry("b", 4L),
                        Map.entry("ba", 7L),
                        Map.entry(belowSurrogates, 3L),
                        Map.entry(aboveSurrogates, 2L),
                        Map.entry(supplementary, 1L));
    }

    @Test
    void findsEachKeyOfASortedMap() {
        Map<String, Object> frozen = JsonValues.freezeMap(Map.of("\uD83D\uDE00", 1, "\uFFFD", 2, "a", 3));

        assertThat(frozen.get("\uD83D\uDE00")).isEqualTo(1L);
        assertThat(frozen.get("\uFFFD")).isEqualTo(2L);
        assertThat(frozen.get("b")).isNull();
        assertThat(frozen.get(7)).isNull();
        assertThat(frozen).isEqualTo(Map.of("\uD83D\uDE00", 1L, "\uFFFD", 2L, "a", 3L));
    }

    @Test
    void copiesListsDeeplyAndForGood() {
        List<Object> inner = new ArrayList<>(List.of(1));
        List<Object> outer = new ArrayList<>(List.of(inner));
        Object frozen = JsonValues.freeze(outer);

        inner.add(2);
        outer.add(3);

        assertThat(frozen).isEqualTo(List.of(List.of(1L)));
        assertThatThrownBy(() -> ((List<Object>) frozen).add(1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<Object>) frozen).set(0, 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<Object>) frozen).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void sharesWhatIsFrozenAlready() {
        Object map = JsonValues.freeze(Map.of("a", List.of(1)));
        Object list = ((Map<?, ?>) map).get("a");

        assertThat(JsonValues.freeze(map)).isSameAs(map);
        assertThat(JsonValues.freezeMap((Map<String, ?>) map)).isSameAs(map);
        assertThat(((Map<?, ?>) JsonValues.freeze(Map.of("outer", list))).get("outer"))
                .isSameAs(list);
    }

    @Test
    void keepsWhatIsNestedAsDeeplyAsAllowed() {
        assertThat(json(nested(64))).isEqualTo("[".repeat(64) + "]".repeat(64));
    }

    @Test
    void cutsOffWhatIsNestedMoreDeeply() {
        assertThat(json(nested(65))).isEqualTo("[".repeat(64) + "\"" + Freezer.TOO_DEEP + "\"" + "]".repeat(64));
    }

    @Test
    void cutsOffFrozenValuesThatGetTooDeepByBeingWrapped() {
        Object wrapped = JsonValues.freeze(nested(64));
        for (int i = 0; i < 5; i++) {
            wrapped = JsonValues.freeze(List.of(wrapped));
        }

        assertThat(json(wrapped)).isEqualTo("[".repeat(64) + "\"" + Freezer.TOO_DEEP + "\"" + "]".repeat(64));
    }

    @Test
    void cutsOffCyclesAtOnceHoweverManyThereAre() {
        Map<String, Object> cyclic = new HashMap<>();
        cyclic.put("a", cyclic);
        cyclic.put("b", List.of(cyclic, cyclic));
        cyclic.put("c", new Object[] {Map.of("d", cyclic)});

        assertThat(json(cyclic)).isEqualTo("""
                        {"a":"[contains itself]",\
                        "b":["[contains itself]","[contains itself]"],\
                        "c":[{"d":"[contains itself]"}]}""");
    }

    @Test
    void takesEqualValuesInsideEachOtherForNoCycle() {
        assertThat(json(List.of(Map.of(), Map.of("a", Map.of())))).isEqualTo("[{},{\"a\":{}}]");
        List<Object> twice = List.of(1);
        assertThat(json(List.of(twice, twice))).isEqualTo("[[1],[1]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "\uDE00\uD83D"})
    void writesSurrogatesWithoutTheirOtherHalfAsReplacementCharacters(String broken) {
        String replaced = "\uFFFD".repeat(broken.length());

        assertThat(json("a" + broken + "z\uD83D\uDE00")).isEqualTo("\"a" + replaced + "z\uD83D\uDE00\"");
        assertThat(json(Map.of(broken, broken))).isEqualTo("{\"" + replaced + "\":\"" + replaced + "\"}");
    }

    @Test
    void escapesOnlyWhatJsonDemands() {
        assertThat(json("<>&\u2027\u202A\u007F\u00E9")).isEqualTo("\"<>&\u2027\u202A\u007F\u00E9\"");
        assertThat(json("\"\\\n\u0000")).isEqualTo("\"\\\"\\\\\\n\\u0000\"");
    }

    @Test
    void escapesCharactersThatSomeReadersTakeForALineEnd() {
        assertThat(json("a\u2028b\u2029")).isEqualTo("\"a\\u2028b\\u2029\"");
        assertThat(json(Map.of("\u2028", 1))).isEqualTo("{\"\\u2028\":1}");
    }

    private static Object nested(int depth) {
        Object value = List.of();
        for (int i = 1; i < depth; i++) {
            value = Collections.singletonList(value);
        }
        return value;
    }
}
