package dev.flagexporter.runtime.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.ConfigValueConfigSource;
import io.smallrye.config.SecretKeys;
import io.smallrye.config.SmallRyeConfig;
import org.jspecify.annotations.Nullable;

/**
 * What an application's configuration has below one exporter's name, as a source of its own. Everything is asked of
 * the application's configuration, so profiles, expressions, secrets, environment variables and ordinals are settled
 * already; each key appears under the quoted form of the name, whichever form it was written in.
 */
final class ExporterView implements ConfigValueConfigSource {

    private static final int ORDINAL = 500;
    private static final String EXPORTERS = FlagExporterConfig.PREFIX + ".exporters.";
    private static final Pattern NOT_IN_VARIABLES = Pattern.compile("[^A-Za-z0-9]");

    private final SmallRyeConfig base;
    private final String quotedPrefix;
    private final String plainPrefix;
    private final boolean plainAllowed;
    private final List<String> prefixes = new ArrayList<>();
    private final Map<String, String> originalNames = new TreeMap<>();

    ExporterView(SmallRyeConfig base, String exporterName) {
        this.base = base;
        this.quotedPrefix = Problems.property(exporterName, "");
        this.plainPrefix = EXPORTERS + exporterName + ".";
        // a name with dots must be quoted: without quotes it is the name up to the first dot, and a key
        this.plainAllowed = exporterName.indexOf('.') < 0;
        String variable = NOT_IN_VARIABLES.matcher(exporterName).replaceAll(".").toLowerCase(Locale.ROOT);
        prefixes.add(quotedPrefix);
        prefixes.add(asVariable(EXPORTERS) + '"' + variable + "\".");
        if (plainAllowed) {
            prefixes.add(plainPrefix);
            prefixes.add(asVariable(EXPORTERS) + variable + ".");
        }
        SecretKeys.doUnlocked(() -> base.getPropertyNames().forEach(this::addName));
    }

    /** How an environment variable is listed whose key cannot be told, as that of a map; it has dots only. */
    private static String asVariable(String name) {
        return name.replace('-', '.');
    }

    private void addName(String name) {
        prefixes.stream()
                .filter(name::startsWith)
                .forEach(prefix -> originalNames.put(quotedPrefix + name.substring(prefix.length()), name));
    }

    /** The key of a property below the exporter's name. */
    String keyOf(String property) {
        return property.startsWith(quotedPrefix) ? property.substring(quotedPrefix.length()) : property;
    }

    /** What the application has configured for any key, also one that it keeps secret. */
    ConfigValue ofApplication(String name) {
        return SecretKeys.doUnlocked(() -> base.getConfigValue(name));
    }

    /** What is configured for a key, and where; null when nothing is. */
    @Override
    public @Nullable ConfigValue getConfigValue(String name) {
        String original = originalNames.get(name);
        ConfigValue value = original == null ? fromEnvironment(name) : ofApplication(original);
        return value == null || value.getValue() == null
                ? null
                : value.withName(name).withConfigSourceOrdinal(ORDINAL);
    }

    /** An environment variable with an underscore for a hyphen is not listed, but found when asked for. */
    private @Nullable ConfigValue fromEnvironment(String name) {
        if (!name.startsWith(quotedPrefix)) {
            return null;
        }
        ConfigValue quoted = ofApplication(name);
        return quoted.getValue() == null && plainAllowed
                ? ofApplication(plainPrefix + name.substring(quotedPrefix.length()))
                : quoted;
    }

    @Override
    public Map<String, ConfigValue> getConfigValueProperties() {
        Map<String, ConfigValue> values = new HashMap<>();
        for (String name : originalNames.keySet()) {
            ConfigValue value = getConfigValue(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    /** The values with an expression that refers to nothing; for everybody else they are not there. */
    Map<String, ConfigValue> unexpanded() {
        Map<String, ConfigValue> values = new TreeMap<>();
        originalNames.forEach((name, original) -> {
            ConfigValue value = ofApplication(original);
            if (value.hasProblems()) {
                values.put(name, value);
            }
        });
        return values;
    }

    @Override
    public Set<String> getPropertyNames() {
        return originalNames.keySet();
    }

    @Override
    public String getName() {
        return "flag exporter " + quotedPrefix;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
