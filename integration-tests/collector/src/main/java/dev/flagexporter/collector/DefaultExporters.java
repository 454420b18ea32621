package dev.flagexporter.collector;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.annotation.Priority;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;

/**
 * The exporters of a collector that has no configuration. They apply while no exporter has a configured {@code kind}: so other
 * keys can change them, and the first exporter of the operator replaces them.
 */
@Priority(Priorities.APPLICATION)
public final class DefaultExporters implements ConfigSourceInterceptor {

    /** What Quarkus generates when it builds the application; the name is internal to Quarkus. */
    private static final String RUN_TIME_CONFIG = "io.quarkus.runtime.generated.RunTimeConfig";

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";

    /** The kind of an exporter; a variable is listed with a dot in place of the hyphen. */
    private static final Pattern KIND = Pattern.compile("quarkus\\.flag[-.]exporter\\.exporters\\..+\\.kind");

    private static final Map<String, String> DEFAULTS = Map.of(
            EXPORTERS + "events.kind", "file",
            EXPORTERS + "events.output-dir", "./flag-events",
            EXPORTERS + "tracking.kind", "file",
            EXPORTERS + "tracking.event-type", "tracking",
            EXPORTERS + "tracking.output-dir", "./flag-events/tracking");

    /** For the service loader. */
    public DefaultExporters() {}

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        String other = DEFAULTS.get(name);
        return other != null && isDefault(value) && apply(names(context)) ? defaultValue(name, other) : value;
    }

    /** Whether a value is only the default of its key: those have the lowest ordinal. */
    private static boolean isDefault(ConfigValue value) {
        return value == null || value.getConfigSourceOrdinal() == Integer.MIN_VALUE;
    }

    private static ConfigValue defaultValue(String name, String value) {
        return ConfigValue.builder()
                .withName(name)
                .withValue(value)
                .withRawValue(value)
                .withConfigSourceName(DefaultExporters.class.getSimpleName())
                .build();
    }

    private static boolean apply(Set<String> names) {
        return isRunning()
                && names.stream().noneMatch(name -> KIND.matcher(name).matches());
    }

    /** During the build, Quarkus would record the defaults as if they were configured. */
    private static boolean isRunning() {
        try {
            Class.forName(RUN_TIME_CONFIG, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Set<String> names(ConfigSourceInterceptorContext context) {
        Set<String> names = new HashSet<>();
        context.iterateNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Set<String> names = names(context);
        if (apply(names)) {
            names.addAll(DEFAULTS.keySet());
        }
        return names.iterator();
    }
}
