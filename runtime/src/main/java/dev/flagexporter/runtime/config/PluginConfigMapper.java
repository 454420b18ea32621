package dev.flagexporter.runtime.config;

import java.util.List;
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
import org.jspecify.annotations.Nullable;

/**
 * Maps the keys below an exporter's name to the interface that its factory brings. The classes that implement such an
 * interface are generated when the application is built.
 */
final class PluginConfigMapper {

    private static final Pattern NAMED_PROPERTY =
            Pattern.compile("config property (" + FlagExporterConfig.PREFIX.replace(".", "\\.") + "\\S+)");
    private static final Pattern MESSAGE_CODE = Pattern.compile("SRCFG\\d+: ");
    private static final Pattern CONVERSION = Pattern.compile(".*whilst being converted:? ?(.*)", Pattern.DOTALL);

    private final SmallRyeConfig base;
    private final Problems problems;

    PluginConfigMapper(SmallRyeConfig base, Problems problems) {
        this.base = base;
        this.problems = problems;
    }

    /**
     * The exporter's own configuration; empty when a value is missing or of the wrong type, which is reported. A key
     * that is unknown is reported as well, and otherwise passed over, so that the factory can look for more mistakes.
     */
    <C> Optional<C> map(String exporterName, Class<C> type) {
        ExporterView view = new ExporterView(base, exporterName);
        String prefix = Problems.property(exporterName, "");
        ConfigClass mapping = ConfigClass.configClass(type, prefix.substring(0, prefix.length() - 1));
        checkKeys(view, mapping, prefix);
        try {
            return Optional.of(mapValues(view, type, mapping));
        } catch (ConfigValidationException e) {
            for (int i = 0; i < e.getProblemCount(); i++) {
                report(e.getProblem(i).getMessage(), view, mapping, prefix);
            }
            return Optional.empty();
        }
    }

    private static <C> C mapValues(ExporterView view, Class<C> type, ConfigClass mapping) {
        return new SmallRyeConfigBuilder()
                .forClassLoader(Thread.currentThread().getContextClassLoader())
                .addDiscoveredConverters()
                .withSources(view)
                .withDefaultValue(SmallRyeConfig.SMALLRYE_CONFIG_MAPPING_VALIDATE_UNKNOWN, "false")
                .withMapping(mapping)
                .build()
                .getConfigMapping(type, mapping.getPrefix());
    }

    private void checkKeys(ExporterView view, ConfigClass mapping, String prefix) {
        PropertyNamesMatcher known = ConfigMappings.propertyNamesMatcher(List.of(mapping));
        for (String property : view.getPropertyNames()) {
            String key = property.substring(prefix.length());
            if (!CommonKeys.contains(key) && !known.matches(property) && !isFromEnvironment(view, property)) {
                // without its value: a secret's key may be misspelt
                problems.add(property, null, "is no key of this exporter", hint(key, mapping, prefix));
            }
        }
    }

    /** Where a variable's underscores stand for dots and where for hyphens cannot be told, so none is called unknown. */
    private static boolean isFromEnvironment(ExporterView view, String property) {
        ConfigValue value = view.getConfigValue(property);
        return value == null || String.valueOf(value.getSourceName()).startsWith("EnvConfigSource");
    }

    private static String hint(String key, ConfigClass mapping, String prefix) {
        Set<String> known = new TreeSet<>(CommonKeys.KEYS);
        // a list's elements are known by the list
        mapping.getProperties().keySet().stream()
                .filter(property -> !property.endsWith("[*]"))
                .forEach(property -> known.add(property.substring(prefix.length())));
        return Nearest.to(key, known)
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElse("The keys are: " + String.join(", ", known))
                .replaceFirst("\\?$", "? If not, remove it");
    }

    private void report(String message, ExporterView view, ConfigClass mapping, String prefix) {
        Matcher named = NAMED_PROPERTY.matcher(message);
        String property = named.find() ? named.group(1) : prefix.substring(0, prefix.length() - 1);
        String value = shown(view, mapping, property);
        Matcher conversion = CONVERSION.matcher(message);
        if (value == null) {
            problems.add(property, null, "is missing", "Set it");
        } else if (mapping.getSecrets().contains(property)) {
            problems.add(property, value, "cannot be converted", "Correct the value");
        } else {
            String reason = conversion.matches() ? conversion.group(1) : message;
            problems.add(
                    property,
                    value,
                    "cannot be used: " + MESSAGE_CODE.matcher(reason).replaceAll(""),
                    "Correct the value");
        }
    }

    private static @Nullable String shown(ExporterView view, ConfigClass mapping, String property) {
        ConfigValue value = view.getConfigValue(property);
        if (value == null) {
            return null;
        }
        return mapping.getSecrets().contains(property) ? Problems.SECRET : value.getValue();
    }
}
