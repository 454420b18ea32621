package dev.flagexporter.spi.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;

import org.jspecify.annotations.Nullable;

/**
 * A verb such as {@code %-10s}. A value that it is not for is written whole, as with {@code %v} (Go adds its type, as in
 * {@code %!f(bool=true)}), and null as nothing. Numbers are rounded to the nearest one, and to the even digit if there
 * are two.
 *
 * @param flags any of {@code -+ 0}
 * @param width the least number of characters
 * @param precision the digits of a fraction, or the most characters of a text, with {@code %x} its most bytes;
 *     {@link #NONE} when not given
 * @param kind the letter
 */
record PrintfVerb(String flags, int width, int precision, char kind) {

    private static final int NONE = -1;
    private static final int DEFAULT_FRACTION = 6;
    private static final int LARGEST = 1000;
    private static final String KINDS = "vsdfeqtxX";

    /**
     * The verb that was found in a format.
     *
     * @throws IllegalArgumentException when it is not understood
     */
    static PrintfVerb of(Matcher verb) {
        char kind = verb.group(4).charAt(0);
        if (KINDS.indexOf(kind) < 0) {
            throw new IllegalArgumentException(
                    "\"" + verb.group() + "\" is not understood; known are %v %s %d %f %e %q %t %x %X %%");
        }
        String precision = verb.group(3);
        return new PrintfVerb(verb.group(1), number(verb.group(2)), precision == null ? NONE : number(precision), kind);
    }

    private static int number(String digits) {
        if (digits.length() > 4 || (!digits.isEmpty() && Integer.parseInt(digits) > LARGEST)) {
            throw new IllegalArgumentException("a width or precision is at most " + LARGEST);
        }
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** Whether a value of this type can be written with this verb. */
    boolean takes(ValueType type) {
        return switch (kind) {
            case 'd', 'f', 'e' -> type.mayBe(ValueType.NUMBER, ValueType.NOTHING);
            case 't' -> type.mayBe(ValueType.BOOLEAN, ValueType.NOTHING);
            case 'x', 'X' -> type.mayBe(ValueType.NUMBER, ValueType.TEXT, ValueType.NOTHING);
            default -> true;
        };
    }

    /** The quotes that it puts around a value; empty for none. */
    String quotes() {
        return kind == 'q' ? "\"" : "";
    }

    String format(@Nullable Object value) {
        if (value instanceof Number number) {
            return paddedNumber(signed(digits(TemplateValues.decimal(number))));
        }
        if (value instanceof String) {
            return padded(text(TemplateValues.text(value)), padding());
        }
        return padded(whole(value), value instanceof Boolean ? padding() : " ");
    }

    private String text(String text) {
        return switch (kind) {
            case 'v', 's' -> shortened(text);
            case 'q' -> QuotedText.of(shortened(text));
            case 'x', 'X' -> inCase(hexadecimal(text));
            default -> text;
        };
    }

    private String whole(@Nullable Object value) {
        String text = TemplateValues.text(value);
        return kind == 'q' && value != null ? QuotedText.of(text) : text;
    }

    private String hexadecimal(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = precision == NONE ? bytes.length : Math.min(precision, bytes.length);
        return HexFormat.ofDelimiter(has(' ') ? " " : "").formatHex(bytes, 0, length);
    }

    private String inCase(String hexadecimal) {
        return kind == 'X' ? hexadecimal.toUpperCase(Locale.ROOT) : hexadecimal;
    }

    private String shortened(String text) {
        return precision == NONE || characters(text) <= precision
                ? text
                : text.substring(0, text.offsetByCodePoints(0, precision));
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private String digits(BigDecimal number) {
        int fraction = precision == NONE ? DEFAULT_FRACTION : precision;
        return switch (kind) {
            case 'f' -> number.setScale(fraction, RoundingMode.HALF_EVEN).toPlainString();
            case 'e' -> scientific(number, fraction);
            case 'x', 'X' -> isInteger(number) ? inCase(number.toBigInteger().toString(16)) : number.toPlainString();
            case 'q' -> QuotedText.of(number.toPlainString());
            default -> number.toPlainString();
        };
    }

    /** Rounded beforehand: Java's own formats round a half away from zero. */
    private static String scientific(BigDecimal number, int fraction) {
        BigDecimal rounded = number.round(new MathContext(fraction + 1, RoundingMode.HALF_EVEN));
        return String.format(Locale.ROOT, "%." + fraction + "e", rounded);
    }

    private static boolean isInteger(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private String signed(String digits) {
        if (digits.startsWith("-")) {
            return digits;
        }
        // with %v, Go's plus sign is about the names of fields
        return has('+') && kind != 'v' ? "+" + digits : has(' ') ? " " + digits : digits;
    }

    private boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    /** Zeros stand behind the sign. */
    private String paddedNumber(String digits) {
        if (!has('0') || has('-')) {
            return padded(digits, " ");
        }
        int sign = Character.isDigit(digits.charAt(0)) ? 0 : 1;
        return digits.substring(0, sign) + "0".repeat(Math.max(0, width - digits.length())) + digits.substring(sign);
    }

    /** What is before texts and booleans: zeros there as well, as in Go. */
    private String padding() {
        return has('0') && !has('-') ? "0" : " ";
    }

    private String padded(String text, String padding) {
        String pad = padding.repeat(Math.max(0, width - characters(text)));
        return has('-') ? text + pad : pad + text;
    }

    /** The verb as it is written. */
    @Override
    public String toString() {
        return "%" + flags + (width == 0 ? "" : width) + (precision == NONE ? "" : "." + precision) + kind;
    }
}
