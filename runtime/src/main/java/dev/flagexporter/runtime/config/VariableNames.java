package dev.flagexporter.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells which keys environment variables mean. Where a key is not one of the extension's own, SmallRye Config lists its
 * variable in lower case with dots for underscores: {@code API_KEYS_0_} as {@code api.keys[0]}. Of several keys that it
 * could mean, it is the one of which least is chosen by the user, and the longest of these.
 */
final class VariableNames {

    private final List<VariableKey> keys;

    /** Of keys in which {@code *} stands for any name and {@code [*]} for any place in a list. */
    VariableNames(Collection<String> keys) {
        this.keys = keys.stream()
                .map(VariableKey::of)
                .sorted(Comparator.comparingInt(VariableKey::choices)
                        .thenComparing(key -> key.key().length(), Comparator.reverseOrder()))
                .toList();
    }

    /** The keys, with {@code *} for what users choose. */
    Stream<String> keys() {
        return keys.stream().map(VariableKey::key);
    }

    /** The key that a variable means which is listed so; empty when it means none of those that are known. */
    Optional<String> keyOf(String variable) {
        return keys.stream().flatMap(key -> key.meantBy(variable).stream()).findFirst();
    }
}
