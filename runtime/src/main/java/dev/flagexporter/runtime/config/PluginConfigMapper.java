package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertyNamesMatcher;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Maps the keys below an exporter's name to the interface that its factory brings. The classes that implement such an
 * interface are generated when the application is built.
 */
final class PluginConfigMapper<C> {

    private static final Pattern NAMED_PROPERTY =
            Pattern.compile("config property (" + FlagExporterConfig.PREFIX.replace(".", "\\.") + "\\S+)");
    private static final Pattern MESSAGE_CODE = Pattern.compile("SRCFG\\d+: ");
    private static final Pattern CONSTANTS = Pattern.compile("to enum class \\S+, allowed values: (\\S+)");
    private static final String CORRECT_IT = "Correct the value";
    private static final Pattern CONVERSION = Pattern.compile(".*whilst being converted:? ?(.*)", Pattern.DOTALL);

    private final ExporterView view;
    private final Class<C> type;
    private final ConfigClass mapping;
    private final Secrets secrets;
    private final ExporterProblems problems;
    private final Map<String, ConfigValue> unexpanded;

    /** Reports to {@code allProblems}. */
    PluginConfigMapper(String exporterName, ExporterView allKeys, Class<C> type, Problems allProblems) {
        this.type = type;
        this.mapping = allKeys.mapping(type);
        this.view = allKeys.knowing(mapping);
        this.unexpanded = view.unexpanded();
        this.secrets = Secrets.of(view, mapping.getSecrets());
        this.problems = new ExporterProblems(allProblems, exporterName, secrets);
    }

    /** What must not be shown of the configuration. */
    Secrets secrets() {
        return secrets;
    }

    /** Where to report what else is wrong. */
    ExporterProblems problems() {
        return problems;
    }

    /**
     * The exporter's own configuration; empty when a value is missing or of the wrong type, which is reported. A key
     * that is unknown is reported as well, and otherwise passed over, so that the factory can look for more mistakes.
     */
    Optional<C> map() {
        checkKeys();
        checkExpressions();
        try {
            C config = mapValues();
            return unexpanded.isEmpty() ? Optional.of(config) : Optional.empty();
        } catch (ConfigValidationException e) {
            for (int i = 0; i < e.getProblemCount(); i++) {
                report(e.getProblem(i).getMessage());
            }
            return Optional.empty();
        }
    }

    private C mapValues() {
        return new SmallRyeConfigBuilder()
                .forClassLoader(Thread.currentThread().getContextClassLoader())
                .addDiscoveredConverters()
                .withSources(view)
                .withDefaultValue(SmallRyeConfig.SMALLRYE_CONFIG_MAPPING_VALIDATE_UNKNOWN, "false")
                .withMapping(mapping)
                .build()
                .getConfigMapping(type, mapping.getPrefix());
    }

    private void checkKeys() {
        PropertyNamesMatcher known = ConfigMappings.propertyNamesMatcher(List.of(mapping));
        for (String property : view.getPropertyNames()) {
            String key = view.keyOf(property);
            if (!CommonKeys.contains(key) && !known.matches(property) && !isFromEnvironment(property)) {
                // without its value: a secret's key may be misspelt
                problems.add(key, null, "is no key of this exporter", hint(key));
            }
        }
    }

    /** A variable that means no known key may mean one of an exporter with a longer name, so none is called unknown. */
    private boolean isFromEnvironment(String property) {
        ConfigValue value = view.getConfigValue(property);
        return value == null || String.valueOf(value.getSourceName()).startsWith("EnvConfigSource");
    }

    private String hint(String key) {
        Set<String> known = new TreeSet<>(CommonKeys.KEYS);
        // a list's elements are known by the list
        mapping.getProperties().keySet().stream()
                .filter(property -> !property.endsWith("[*]"))
                .forEach(property -> known.add(view.keyOf(property)));
        return Nearest.to(key, known)
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElse("The keys are: " + String.join(", ", known))
                .replaceFirst("\\?$", "? If not, remove it");
    }

    /** Without this, an optional password that is written wrong would be none. */
    private void checkExpressions() {
        unexpanded.forEach((property, value) -> problems.addUnresolved(view.keyOf(property), value));
    }

    private void report(String message) {
        Matcher named = NAMED_PROPERTY.matcher(message);
        String property = named.find() ? named.group(1) : mapping.getPrefix();
        if (!unexpanded.containsKey(property)) {
            report(property, message);
        }
    }

    private void report(String property, String message) {
        String key = view.keyOf(property);
        ConfigValue value = view.getConfigValue(property);
        if (value == null) {
            problems.add(key, null, "is missing", "Set it");
        } else if (value.getValue().isBlank()) {
            problems.add(key, value.getValue(), "is empty", example(property).orElse("Set it"));
        } else if (secrets.isSecret(property)) {
            problems.add(key, value.getValue(), "cannot be converted", CORRECT_IT);
        } else {
            problems.add(
                    key, value.getValue(), reason(message), example(property).orElse(CORRECT_IT));
        }
    }

    private static String reason(String message) {
        Matcher conversion = CONVERSION.matcher(message);
        String reason = conversion.matches() ? conversion.group(1) : message;
        Matcher constants = CONSTANTS.matcher(reason);
        return constants.find()
                ? "is not one of " + constants.group(1).replace(",", ", ")
                : "cannot be used: " + MESSAGE_CODE.matcher(reason).replaceAll("");
    }

    private Optional<String> example(String property) {
        return Optional.ofNullable(mapping.getProperties().get(property))
                .filter(value -> !value.isBlank())
                .map(value -> "Use for example " + value);
    }
}
