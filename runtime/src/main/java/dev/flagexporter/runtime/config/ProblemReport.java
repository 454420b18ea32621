package dev.flagexporter.runtime.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Takes what is wrong with the keys of one group, such as those of an exporter. */
@FunctionalInterface
interface ProblemReport {

    /** The only place where SmallRye Config says which part of an expression is missing. */
    Pattern EXPANSION = Pattern.compile("Could not expand value (\\S+) ");

    /** Reports a key as it is written within the group; the value is null if there is none, or it must not be shown. */
    void add(String key, @Nullable String value, String reason, String fix);

    /** Reports a value with an expression that refers to nothing. SmallRye Config treats an optional one as missing. */
    default void addUnresolved(String key, ConfigValue value) {
        Matcher expansion = EXPANSION.matcher(value.getProblems().get(0).getMessage());
        String name = expansion.find() ? expansion.group(1) : "something";
        add(
                key,
                value.getRawValue(),
                "refers to " + name + ", which is not set",
                "Set it, or give a default, as in ${" + name + ":default}");
    }
}
