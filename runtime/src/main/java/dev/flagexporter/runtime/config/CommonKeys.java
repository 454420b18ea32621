package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys that every exporter has in addition to those of its kind. */
public final class CommonKeys {

    /** The keys, with their groups. */
    static final List<String> KEYS = List.of(
            "kind",
            "enabled",
            "event-type",
            "flush-interval",
            "max-event-in-memory",
            "attempt-timeout",
            "batch.max-events",
            "batch.max-bytes",
            "retry.initial-backoff",
            "retry.max-backoff",
            "retry.max-attempts",
            "retry.max-elapsed",
            "on-exhausted",
            "on-rejected",
            "dead-letter.directory",
            "dead-letter.max-size",
            "dead-letter.on-full");

    /** Keys below this one are free. */
    static final String FORMAT_OPTIONS = "format-options";

    /** All of them, with {@code *} for a name of the user's choice. */
    static final List<String> PATTERNS =
            Stream.concat(KEYS.stream(), Stream.of(FORMAT_OPTIONS + ".*")).toList();

    /** Groups that are reserved for later versions, so that plugins of today stay valid. */
    static final List<String> TO_COME = List.of(
            "privacy", "sampling", "tls", "proxy", "credentials", "metrics", "health", "flag-sets", "rate-limit");

    private static final Set<String> RESERVED = Stream.of(KEYS, List.of(FORMAT_OPTIONS), TO_COME)
            .flatMap(List::stream)
            .map(CommonKeys::group)
            .collect(Collectors.toUnmodifiableSet());

    private CommonKeys() {}

    /** Whether every exporter has a key. */
    static boolean contains(String key) {
        return KEYS.contains(key) || key.startsWith(FORMAT_OPTIONS + ".");
    }

    /**
     * Whether a plugin must not have a key, because it is one that every exporter has, or is in a group of such keys.
     *
     * @param key a key as written below an exporter's name, {@code *} for one of any name
     * @return true for a clash
     */
    public static boolean clashWith(String key) {
        return RESERVED.contains(group(key)) || key.startsWith("*");
    }

    private static String group(String key) {
        return key.split("[.\\[]", 2)[0];
    }
}
