package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.NameIterator;
import io.smallrye.config.PropertyNamesMatcher;

/** The extension's own keys, without those of the exporters. */
final class KnownKeys {

    static final String PREFIX = FlagExporterConfig.PREFIX + ".";
    static final String EXPORTERS = PREFIX + "exporters.";

    private static final List<ConfigClass> MAPPINGS = List.of(
            ConfigClass.configClass(FlagExporterConfig.class),
            ConfigClass.configClass(FlagExporterBuildTimeConfig.class));

    private final PropertyNamesMatcher matcher = ConfigMappings.propertyNamesMatcher(MAPPINGS);
    private final Set<String> patterns = new TreeSet<>();

    KnownKeys() {
        MAPPINGS.forEach(mapping -> mapping.getProperties().keySet().stream()
                .filter(property -> !property.startsWith(EXPORTERS))
                .forEach(patterns::add));
    }

    /** The properties, with {@code [*]} for any place in a list. */
    Set<String> patterns() {
        return patterns;
    }

    /** Whether a property is known, or is below the name of an exporter. */
    boolean contains(String property) {
        return property.startsWith(EXPORTERS) ? isOfExporter(property) : matcher.matches(property);
    }

    private static boolean isOfExporter(String property) {
        NameIterator name = new NameIterator(property.substring(EXPORTERS.length()));
        name.next();
        return name.hasNext();
    }

    /** The property that was probably meant by an unknown one. */
    Optional<String> nearest(String property) {
        if (property.startsWith(EXPORTERS)) {
            return Optional.of(property + ".kind");
        }
        List<String> candidates =
                patterns.stream().filter(pattern -> !pattern.endsWith("[*]")).toList();
        return Nearest.to(key(property), candidates.stream().map(KnownKeys::key).toList())
                .or(() -> inNearestGroup(key(property)))
                .map(PREFIX::concat);
    }

    /** For {@code exporter.lake.kind}, whose last parts are right. */
    private static Optional<String> inNearestGroup(String key) {
        int dot = key.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : Nearest.to(key.substring(0, dot), List.of("exporters")).map(group -> group + key.substring(dot));
    }

    private static String key(String property) {
        return property.substring(PREFIX.length());
    }
}
