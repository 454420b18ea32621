package dev.flagexporter.runtime.config;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.smallrye.common.expression.Expression;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertyName;
import org.jspecify.annotations.Nullable;

/**
 * Which of an exporter's keys hold secrets, and what these are, so that nobody reads them in a message. A key holds one
 * if its type says so, or its name does, as that of a header or a password, or if its value refers to a name that does, or to
 * the handler of a secret.
 */
final class Secrets {

    /** What a secret looks like wherever it could be read. */
    static final String HIDDEN = "***";

    /** What names say, without their dots, hyphens and underscores. A value that is hidden needlessly does no harm. */
    private static final Pattern TELLING_NAME = Pattern.compile(
            "auth|connectionstring|cookie|credential|jaas|key|passphrase|passw|pwd|secret|signature|token");

    private static final Pattern SEPARATORS = Pattern.compile("[._-]");

    /** What {@code ${handler::value}} has, and no other expression. */
    private static final String HANDLED = "::";

    /** A shorter text could mean anything; it is only hidden as the value of its key. */
    private static final int SHORTEST = 4;

    private static final Pattern SCHEME_AND_CREDENTIALS = Pattern.compile("\\w+ (\\S+)");

    private final ExporterView view;
    private final Set<String> typed;
    private final List<String> values;

    private Secrets(ExporterView view, Set<String> typed) {
        this.view = view;
        this.typed = typed;
        // an environment variable is not listed by the name of its key
        this.values = Stream.concat(view.getPropertyNames().stream(), typed.stream())
                .filter(this::isSecret)
                .map(view::getConfigValue)
                .filter(Objects::nonNull)
                .map(ConfigValue::getValue)
                .flatMap(Secrets::parts)
                .filter(part -> part.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /**
     * Finds the secrets below an exporter's name.
     *
     * @param view what is configured there
     * @param typed the properties that are secrets by their type, {@code *} for any name
     */
    static Secrets of(ExporterView view, Set<String> typed) {
        return new Secrets(view, typed);
    }

    /** Finds those that are secrets whatever their type. */
    static Secrets of(ExporterView view) {
        return new Secrets(view, Set.of());
    }

    /** A list has several secrets; of a header, what follows the scheme may be read alone. */
    private static Stream<String> parts(String value) {
        Stream<String> elements = Stream.of(value.split(",")).map(String::strip);
        Stream<String> credentials =
                SCHEME_AND_CREDENTIALS.matcher(value.strip()).results().map(result -> result.group(1));
        return Stream.of(Stream.of(value), elements, credentials).flatMap(parts -> parts);
    }

    boolean isSecret(String property) {
        return typed.stream().anyMatch(secret -> PropertyName.equals(secret, property))
                || isTelling(view.keyOf(property))
                || refersToSecret(view.getConfigValue(property), new HashSet<>());
    }

    private static boolean isTelling(String name) {
        String letters = SEPARATORS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
        return TELLING_NAME.matcher(letters).find();
    }

    private boolean refersToSecret(@Nullable ConfigValue value, Set<String> seen) {
        return value != null
                && value.getRawValue() != null
                && references(value.getRawValue()).stream()
                        .filter(seen::add)
                        .anyMatch(name -> name.contains(HANDLED)
                                || isTelling(name)
                                || refersToSecret(view.ofApplication(name), seen));
    }

    /** As SmallRye Config reads expressions. */
    private static Set<String> references(String value) {
        return Expression.compile(
                        value,
                        Expression.Flag.LENIENT_SYNTAX,
                        Expression.Flag.NO_TRIM,
                        Expression.Flag.NO_SMART_BRACES,
                        Expression.Flag.DOUBLE_COLON)
                .getReferencedStrings();
    }

    /** A text without secrets. */
    String redact(String text) {
        String redacted = text;
        for (String value : values) {
            redacted = redacted.replace(value, HIDDEN);
        }
        return redacted;
    }
}
