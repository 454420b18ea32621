package dev.flagexporter.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flagexporter.spi.ExporterFactory;

/** The factories on the class path, by kind. */
final class ExporterFactories {

    private final SortedMap<String, ExporterFactory<?>> byKind = new TreeMap<>();

    private ExporterFactories() {}

    /** Finds all factories; one that cannot be loaded, and two of one kind, are problems. */
    static ExporterFactories discover(Problems problems) {
        ExporterFactories factories = new ExporterFactories();
        for (ExporterFactory<?> factory : load(problems)) {
            ExporterFactory<?> other = factories.byKind.putIfAbsent(factory.kind(), factory);
            if (other != null) {
                problems.add(
                        FlagExporterConfig.PREFIX + ".exporters.*.kind",
                        factory.kind(),
                        "is the kind of two plugins, " + other.getClass().getName() + " and "
                                + factory.getClass().getName(),
                        "Remove one of the two from the class path");
            }
        }
        return factories;
    }

    private static List<ExporterFactory<?>> load(Problems problems) {
        List<ExporterFactory<?>> loaded = new ArrayList<>();
        try {
            ServiceLoader.load(ExporterFactory.class, Thread.currentThread().getContextClassLoader())
                    .forEach(loaded::add);
        } catch (ServiceConfigurationError e) {
            problems.add(
                    FlagExporterConfig.PREFIX + ".exporters.*.kind",
                    null,
                    "a plugin on the class path cannot be loaded (" + e.getMessage() + ")",
                    "Correct the plugin or remove it");
        }
        return loaded;
    }

    Optional<ExporterFactory<?>> ofKind(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    List<String> kinds() {
        return List.copyOf(byKind.keySet());
    }
}
