package dev.flagexporter.runtime.config;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.ConfigValueConfigSource;
import io.smallrye.config.SecretKeys;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.common.utils.StringUtil;
import org.jspecify.annotations.Nullable;

/**
 * What an application's configuration has below one exporter's name, as a source of its own. Everything is asked of
 * the application's configuration, so profiles, expressions, secrets, environment variables and ordinals are settled
 * already; each key appears under the quoted form of the name, whichever form it was written in.
 */
final class ExporterView implements ConfigValueConfigSource {

    private static final int ORDINAL = 500;
    private static final String EXPORTERS = FlagExporterConfig.PREFIX + ".exporters.";

    private final SmallRyeConfig base;
    private final String exporterName;
    private final VariableNames variables;
    private final String quotedPrefix;
    private final String plainPrefix;
    private final boolean plainAllowed;
    private final Map<String, String> originalNames = new TreeMap<>();

    /** Of an exporter whose own keys do not matter. */
    ExporterView(SmallRyeConfig base, String exporterName) {
        this(base, exporterName, Set.of());
    }

    private ExporterView(SmallRyeConfig base, String exporterName, Set<String> properties) {
        this.base = base;
        this.exporterName = exporterName;
        this.quotedPrefix = Problems.property(exporterName, "");
        this.plainPrefix = EXPORTERS + exporterName + ".";
        // a name with dots must be quoted: without quotes it is the name up to the first dot, and a key
        this.plainAllowed = exporterName.indexOf('.') < 0;
        this.variables = new VariableNames(
                Stream.concat(CommonKeys.PATTERNS.stream(), properties.stream().map(this::keyOf))
                        .toList());
        addNames();
    }

    /** The same, with environment variables under the keys that they mean. */
    ExporterView knowing(ConfigClass mapping) {
        return new ExporterView(base, exporterName, mapping.getProperties().keySet());
    }

    /** The same, with all variables below the name known. */
    ExporterView knowingEverything() {
        return new ExporterView(base, exporterName, Set.of(quotedPrefix + "*"));
    }

    /** How an interface is mapped to the exporter's own keys. */
    ConfigClass mapping(Class<?> configType) {
        return ConfigClass.configClass(configType, quotedPrefix.substring(0, quotedPrefix.length() - 1));
    }

    private void addNames() {
        List<String> written = forms(EXPORTERS, exporterName);
        List<String> listed = listedForms();
        SecretKeys.doUnlocked(() -> base.getPropertyNames().forEach(name -> {
            below(written, name).forEach(key -> originalNames.put(quotedPrefix + key, name));
            below(listed, name).forEach(variable -> addVariable(variable, name));
        }));
    }

    private List<String> listedForms() {
        return forms(VariableKey.listed(EXPORTERS), VariableKey.listed(exporterName));
    }

    private List<String> forms(String parent, String child) {
        String quoted = parent + '"' + child + "\".";
        return plainAllowed ? List.of(quoted, parent + child + ".") : List.of(quoted);
    }

    private static Stream<String> below(List<String> prefixes, String name) {
        return prefixes.stream().filter(name::startsWith).map(prefix -> name.substring(prefix.length()));
    }

    /** Unless the key is listed as it is written, too: then that name finds the variable as well. */
    private void addVariable(String variable, String name) {
        originalNames.putIfAbsent(quotedPrefix + variables.keyOf(variable).orElse(variable), name);
    }

    /** Whether an environment variable, as SmallRye Config lists it, means one of the keys that are known. */
    boolean knowsVariable(String variable) {
        return below(listedForms(), variable)
                .anyMatch(key -> variables.keyOf(key).isPresent());
    }

    /** The keys that are known, as properties, with {@code *} for any name. */
    Stream<String> knownProperties() {
        return variables.keys().map(key -> (plainAllowed ? plainPrefix : quotedPrefix) + key);
    }

    /** The key of a property below the exporter's name. */
    String keyOf(String property) {
        return property.startsWith(quotedPrefix) ? property.substring(quotedPrefix.length()) : property;
    }

    /**
     * What is configured for one of the keys that every exporter has, in whichever form its name is written, or its default.
     * Of several, it is the one with the highest ordinal, and a default has the lowest.
     */
    ConfigValue valueOf(String key) {
        String quoted = quotedPrefix + key;
        Stream<String> plain = plainAllowed ? Stream.of(plainPrefix + key) : Stream.of();
        return Stream.concat(Stream.of(originalNames.getOrDefault(quoted, quoted), quoted), plain)
                .map(this::ofApplication)
                .max(Comparator.comparing((ConfigValue value) -> value.getRawValue() != null)
                        .thenComparing(ConfigValue::getConfigSourceOrdinal))
                .orElseThrow();
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

    /** The entries of a map of texts, by their names. */
    Map<String, String> entries(String key) {
        String map = quotedPrefix + key + ".";
        Map<String, String> entries = new HashMap<>();
        getConfigValueProperties().forEach((name, value) -> {
            if (name.startsWith(map)) {
                entries.put(StringUtil.unquoted(name.substring(map.length())), value.getValue());
            }
        });
        return entries;
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

    /**
     * The values with an expression that refers to nothing, without the keys that every exporter has. SmallRye Config treats
     * optional ones as missing.
     */
    Map<String, ConfigValue> unexpanded() {
        Map<String, ConfigValue> values = new TreeMap<>();
        originalNames.forEach((name, original) -> {
            ConfigValue value = ofApplication(original);
            if (value.hasProblems() && !CommonKeys.KEYS.contains(keyOf(name))) {
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
