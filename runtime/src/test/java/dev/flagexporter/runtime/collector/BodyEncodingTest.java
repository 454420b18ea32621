package dev.flagexporter.runtime.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import dev.flagexporter.spi.event.JsonValues;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.collector.Decoding.decode;
import static dev.flagexporter.runtime.collector.Decoding.refusal;
import static org.assertj.core.api.Assertions.assertThat;

/** What is not Unicode becomes U+FFFD, one for each byte or escape, as Go's {@code encoding/json} decodes it. */
@DisplayName("The encoding of a body")
class BodyEncodingTest {

    /** An event whose value has the string as a name and as a value, and the JSON that it is exported as. */
    private static String exported(byte[] string) {
        byte[] body = join("{\"events\":[{\"key\":\"k\",\"value\":{\"n", string, "\":\"v", string, "\"}}]}");
        return JsonValues.toJson(decode(body).features().get(0).value());
    }

    private static byte[] join(Object... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Object part : parts) {
            joined.writeBytes(part instanceof byte[] bytes ? bytes : ((String) part).getBytes(StandardCharsets.UTF_8));
        }
        return joined.toByteArray();
    }

    private static void assertExported(byte[] string, String expected) {
        assertThat(exported(string)).isEqualTo("{\"n" + expected + "\":\"v" + expected + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "\\ud83d, ?",
        "\\uDE00, ?",
        "\\ud83d\\ude00, \uD83D\uDE00",
        "\\uD83D\\uDE00, \uD83D\uDE00",
        "\\ud83d\\ud83d\\ude00, ?\uD83D\uDE00",
        "\\ude00\\ud83d, ??",
        "\\ud83d\\u0041, ?A",
        "\\ud83dA, ?A",
        "\\ud83d\\\\ude00, ?\\\\ude00",
        "\\\\ud83d, \\\\ud83d",
        "\\\\\\ud83d, \\\\?",
        "\\u00e9\\n\\\", \u00E9\\n\\\"",
        "\u00E9\\ud83d, \u00E9?"
    })
    void halfASurrogatePairIsReplaced(String escaped, String expected) {
        assertExported(escaped.getBytes(StandardCharsets.UTF_8), expected.replace('?', '\uFFFD'));
    }

    @ParameterizedTest
    @CsvSource({
        "ff, ?",
        "80, ?",
        "c0af, ??",
        "c080, ??",
        "e08080, ???",
        "e282, ??",
        "eda080, ???",
        "f0808080, ????",
        "f4908080, ????",
        "f8888080, ????",
        "f09f98, ???",
        "f09f9820, '??? '",
        "c3a9, \u00E9",
        "e282ac, \u20AC",
        "ed9fbf, \uD7FF",
        "ee8080, \uE000",
        "efbfbf, \uFFFF",
        "f0908080, \uD800\uDC00",
        "f48fbfbf, \uDBFF\uDFFF",
        "f09f9880e9, \uD83D\uDE00?"
    })
    void aByteThatIsNotUtf8IsReplaced(String bytes, String expected) {
        assertExported(HexFormat.of().parseHex(bytes), expected.replace('?', '\uFFFD'));
    }

    @Test
    void namesThatAreTheSameAfterwardsAreOneName() {
        assertThat(JsonValues.toJson(decode("{\"events\":[{\"value\":{\"\\ud800\":1,\"\\ud801\":2}}]}")
                        .features()
                        .get(0)
                        .value()))
                .isEqualTo("{\"\uFFFD\":2}");
    }

    @Test
    void nothingIsReplacedWhereTheTextIsCut() {
        for (int length = 0; length < 30; length++) {
            assertExported(
                    ("x".repeat(length) + "\\ud83d").getBytes(StandardCharsets.UTF_8), "x".repeat(length) + '\uFFFD');
            assertExported(
                    ("x".repeat(length) + "\u20AC").getBytes(StandardCharsets.UTF_8), "x".repeat(length) + '\u20AC');
        }
    }

    @Test
    void aBodyMayGrow() {
        byte[] invalid = new byte[20_000];
        Arrays.fill(invalid, (byte) 0xFF);

        assertExported(invalid, "\uFFFD".repeat(invalid.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud8", "\\ud8zz", "\\u", "\\"})
    void anEscapeThatIsNoneIsRefused(String escape) {
        assertThat(refusal("{\"events\":[{\"key\":\"" + escape + "\"}]}")).contains("Syntax error");
        assertThat(refusal("{\"events\":[{\"key\":\"" + escape)).contains("Syntax error");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedOutsideOfStrings() {
        assertThat(refusal(join("{\"events\":[", new byte[] {(byte) 0xFF}, "]}")))
                .contains("Syntax error");
    }

    @Test
    void aByteOrderMarkIsRefused() {
        assertThat(refusal("\uFEFF{\"events\":[]}")).contains("Syntax error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void otherEncodingsAreRefused(String charset) {
        assertThat(refusal("{\"events\":[]}".getBytes(Charset.forName(charset))))
                .contains("Syntax error");
    }

    /** The JDK replaces sequences instead of bytes, so only which strings are valid is compared. */
    @RepeatedTest(200)
    void theSameBytesAreValidAsForTheJdk(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] bytes = random.nextBoolean() ? randomBytes(random) : mutated(random);

        boolean isValid = !new String(bytes, StandardCharsets.UTF_8).contains("\uFFFD");

        assertThat(new Utf8Body(bytes).isValid()).isEqualTo(isValid);
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\\' ? (byte) '/' : bytes[i];
        }
        return bytes;
    }

    private static byte[] mutated(Random random) {
        byte[] bytes =
                "plain text \u00E9\u20AC\uD83D\uDE00, and more of it \u07FF\u0800".getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) (0x80 | random.nextInt(0x80));
        }
        return bytes;
    }

    @Test
    void aRepairedBodyIsReadByteByByteAsInPieces() throws IOException {
        byte[] body = join("a\\ud83d", new byte[] {(byte) 0xFF}, "\\ud83d\\ude00\u20AC".repeat(2_000));
        byte[] inPieces = repaired(body).readAllBytes();
        ByteArrayOutputStream byteByByte = new ByteArrayOutputStream();
        try (InputStream in = repaired(body)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                byteByByte.write(next);
            }
            assertThat(in.read(new byte[1], 0, 1)).isEqualTo(-1);
            assertThat(in.read(new byte[1], 0, 0)).isZero();
        }

        assertThat(inPieces).isEqualTo(byteByByte.toByteArray()).startsWith(join("a\uFFFD\uFFFD\\ud83d"));
        assertThat(new Utf8Body(inPieces).isValid()).isTrue();
    }

    private static InputStream repaired(byte[] body) {
        return new RepairedInputStream(new Utf8Body(body));
    }
}
