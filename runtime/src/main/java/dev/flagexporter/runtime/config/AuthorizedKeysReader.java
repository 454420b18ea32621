package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.flagexporter.runtime.config.FlagExporterSettings.AuthorizedKeys;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SecretKeys;
import io.smallrye.config.SmallRyeConfig;

/**
 * Reads the API keys of the collector. SmallRye Config skips empty elements of a list, and treats one that refers to nothing as
 * missing. A collector whose keys are missing is open, so both are errors here.
 */
final class AuthorizedKeysReader {

    private static final String GROUP = FlagExporterConfig.PREFIX + ".collector.authorized-keys.";
    private static final String USE_A_KEY = "Set it to a key, for example ${COLLECTOR_KEY}, or remove it";

    /** Separates the elements of a list, unless it is escaped. */
    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    private final SmallRyeConfig base;
    private final ValueReader values;
    private final Problems problems;

    AuthorizedKeysReader(SmallRyeConfig base, ValueReader values, Problems problems) {
        this.base = base;
        this.values = values;
        this.problems = problems;
    }

    AuthorizedKeys read() {
        return SecretKeys.doUnlocked(() -> new AuthorizedKeys(
                keys(GROUP + "evaluation"), keys(GROUP + "admin"), values.flag("collector.allow-anonymous", false)));
    }

    private List<String> keys(String property) {
        check(property, true);
        base.getIndexedProperties(property).forEach(element -> check(element, false));
        Optional<List<String>> keys = base.getOptionalValues(property, String.class);
        return keys.orElse(List.of()).stream().map(String::strip).toList();
    }

    private void check(String property, boolean isList) {
        ConfigValue configured = base.getConfigValue(property);
        String value = configured.getValue();
        if (configured.hasProblems()) {
            // the raw value is hidden, because another part of it may be a key
            ProblemReport report = (key, raw, reason, fix) -> problems.add(key, Secrets.HIDDEN, reason, fix);
            report.addUnresolved(property, configured);
        } else if (value != null) {
            checkKeys(property, isList ? List.of(COMMA.split(value, -1)) : List.of(value));
        }
    }

    private void checkKeys(String property, List<String> keys) {
        if (keys.stream().anyMatch(String::isBlank)) {
            problems.add(property, Secrets.HIDDEN, "has an empty key", USE_A_KEY);
        } else if (keys.stream().anyMatch(key -> key.contains("${"))) {
            problems.add(property, Secrets.HIDDEN, "has a key with an expression that is not resolved", USE_A_KEY);
        }
    }
}
