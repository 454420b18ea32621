package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as environment variables give it.
 *
 * @param key the key, with {@code *} for any name and {@code [*]} for any place in a list
 * @param listed how SmallRye Config lists its variables, with a group for each of these
 */
record VariableKey(String key, Pattern listed) {

    private static final Pattern NOT_IN_VARIABLES = Pattern.compile("[^A-Za-z0-9]");

    /** What users choose within a key. */
    private static final Pattern CHOSEN = Pattern.compile("\\[\\*]|\\*");

    private static final String NAME = "(\".+?\"|.+?)";
    private static final String PLACE = "(\\[\\d+])";

    static VariableKey of(String key) {
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        for (MatchResult chosen : chosen(key)) {
            pattern.append(Pattern.quote(listed(key.substring(from, chosen.start()))));
            pattern.append(chosen.group().equals("*") ? NAME : PLACE);
            from = chosen.end();
        }
        pattern.append(Pattern.quote(listed(key.substring(from))));
        return new VariableKey(key, Pattern.compile(pattern.toString()));
    }

    private static List<MatchResult> chosen(String key) {
        return CHOSEN.matcher(key).results().toList();
    }

    /** How a text without anything to choose is listed. */
    static String listed(String text) {
        return NOT_IN_VARIABLES.matcher(text).replaceAll(".").toLowerCase(Locale.ROOT);
    }

    /** How much of the key users choose. */
    int choices() {
        return chosen(key).size();
    }

    /** The key with what the user has chosen; empty when a variable that is listed so is another one's. */
    Optional<String> meantBy(String variable) {
        Matcher matcher = listed.matcher(variable);
        return matcher.matches() ? Optional.of(with(matcher)) : Optional.empty();
    }

    private String with(MatchResult choice) {
        String[] texts = CHOSEN.split(key, -1);
        StringBuilder meant = new StringBuilder(texts[0]);
        for (int i = 1; i < texts.length; i++) {
            meant.append(name(choice.group(i))).append(texts[i]);
        }
        return meant.toString();
    }

    /** A name with dots is quoted; in one that is not, they can only stand for hyphens. */
    private static String name(String chosen) {
        return chosen.startsWith("\"") ? chosen : chosen.replace('.', '-');
    }
}
