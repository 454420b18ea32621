package dev.flagexporter.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.event.EventType;

/**
 * What the platform offers to the exporter that a factory makes, in addition to the exporter's own keys.
 *
 * <p>Only the platform implements this interface, and it grows. Plugins get an instance from the platform, and their tests
 * get one from the testkit ({@code TestEnvironment}).
 */
public interface ExporterEnvironment {

    /**
     * Returns the configured name of the exporter.
     *
     * @return 1 to 64 letters, digits, dots, underscores and hyphens
     */
    String exporterName();

    /**
     * Returns the type of the events that the exporter gets.
     *
     * @return the event type
     */
    EventType eventType();

    /**
     * Returns the name of this machine.
     *
     * @return a host name; {@code localhost} if it is unknown
     */
    String hostname();

    /**
     * Returns the exporter's {@code format-options.*}, for a format.
     *
     * @return an unmodifiable map, empty by default
     */
    Map<String, String> formatOptions();

    /**
     * Returns the name of the application that the exporter runs in.
     *
     * @return {@code quarkus.application.name}; empty if the application has no name
     */
    String applicationName();

    /**
     * Returns the version of the application that the exporter runs in.
     *
     * @return {@code quarkus.application.version}; empty if the application has no version
     */
    String applicationVersion();

    /**
     * Returns a named TLS configuration of the platform, {@code quarkus.tls."name".*}. If there is none of the name, adds
     * a problem with its fix, so that a factory only has to report it.
     *
     * @param key the key of the exporter that has the name, such as {@code tls-configuration-name}
     * @param name the name that users configured
     * @param problems where to add the problem
     * @return the configuration; empty if a problem was added
     */
    Optional<TlsSettings> tls(String key, String name, List<ConfigurationProblem> problems);

    /**
     * Returns what the exporter publishes its measurements with.
     *
     * @return meters of this exporter; without effect where the platform has no metrics
     */
    Meters meters();
}
