package dev.flagexporter.spi.event;

/** Text that UTF-8 can hold: Java's can have half a character in it, which no encoding has. */
public final class WellFormed {

    static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    /**
     * A text that can be encoded; encoders in Java would put a question mark.
     *
     * @param text any text
     * @return the text itself, or a copy in which each surrogate without its other half is U+FFFD, as Go decodes it
     */
    public static String text(String text) {
        int lone = loneSurrogate(text, 0);
        return lone < 0 ? text : replaceFrom(text, lone);
    }

    private static String replaceFrom(String text, int first) {
        StringBuilder repaired = new StringBuilder(text);
        for (int at = first; at >= 0; at = loneSurrogate(text, at + 1)) {
            repaired.setCharAt(at, REPLACEMENT);
        }
        return repaired.toString();
    }

    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit) || !isLowAt(text, i + 1)) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static boolean isLowAt(String text, int index) {
        return index < text.length() && Character.isLowSurrogate(text.charAt(index));
    }
}
