package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.TlsSettings;

/** The named TLS configurations of Quarkus, which an application need not have on its class path. */
@FunctionalInterface
interface TlsConfigurations {

    /** Finds a configuration; empty if there is none of the name. */
    Optional<TlsSettings> named(String name);

    /** The registry of the application, if the classes of the loader have one. */
    static Optional<TlsConfigurations> of(ClassLoader loader) {
        try {
            Class.forName("io.quarkus.tls.TlsConfigurationRegistry", false, loader);
            return Optional.of(RegisteredTls::named);
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Finds a configuration, or adds a problem of the key that has the name. */
    static Optional<TlsSettings> find(
            Optional<TlsConfigurations> registry, String key, String name, List<ConfigurationProblem> problems) {
        Optional<TlsSettings> found = registry.flatMap(configurations -> configurations.named(name));
        if (found.isEmpty()) {
            problems.add(
                    registry.isPresent()
                            ? problem(
                                    key,
                                    name,
                                    "is not the name of a TLS configuration",
                                    "Configure it with quarkus.tls.\"" + name + "\".*, or correct the name")
                            : problem(
                                    key,
                                    name,
                                    "needs the TLS registry of Quarkus, which is not on the class path",
                                    "Add io.quarkus:quarkus-tls-registry to the application"));
        }
        return found;
    }

    private static ConfigurationProblem problem(String key, String name, String reason, String fix) {
        return new ConfigurationProblem(key, name, reason, fix);
    }
}
