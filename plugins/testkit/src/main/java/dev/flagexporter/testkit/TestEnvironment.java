package dev.flagexporter.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.Meters;
import dev.flagexporter.spi.TlsSettings;
import dev.flagexporter.spi.event.EventType;

/**
 * The environment of an exporter under test, in the application {@code test-application} of the version {@code 1.0}.
 *
 * @param exporterName the exporter's name
 * @param eventType the events it gets
 * @param hostname the machine's name
 * @param formatOptions options for the format
 * @param tls the TLS configurations by their names
 */
public record TestEnvironment(
        String exporterName,
        EventType eventType,
        String hostname,
        Map<String, String> formatOptions,
        Map<String, TlsSettings> tls)
        implements ExporterEnvironment {

    /**
     * An environment without TLS configurations.
     *
     * @param exporterName the exporter's name
     * @param eventType the events it gets
     * @param hostname the machine's name
     * @param formatOptions options for the format
     */
    public TestEnvironment(
            String exporterName, EventType eventType, String hostname, Map<String, String> formatOptions) {
        this(exporterName, eventType, hostname, formatOptions, Map.of());
    }

    /**
     * An exporter named {@code test} on a machine named {@code node-7}.
     *
     * @param eventType the events it gets
     * @return the environment
     */
    public static TestEnvironment of(EventType eventType) {
        return new TestEnvironment("test", eventType, "node-7", Map.of());
    }

    /**
     * Returns this environment with TLS configurations.
     *
     * @param configurations the configurations by their names, such as a {@link TestTls}
     * @return a new environment
     */
    public TestEnvironment withTls(Map<String, TlsSettings> configurations) {
        return new TestEnvironment(exporterName, eventType, hostname, formatOptions, Map.copyOf(configurations));
    }

    @Override
    public String applicationName() {
        return "test-application";
    }

    @Override
    public String applicationVersion() {
        return "1.0";
    }

    @Override
    public Optional<TlsSettings> tls(String key, String name, List<ConfigurationProblem> problems) {
        Optional<TlsSettings> found = Optional.ofNullable(tls.get(name));
        if (found.isEmpty()) {
            problems.add(new ConfigurationProblem(
                    key, name, "is not the name of a TLS configuration", "Add it to the test's environment"));
        }
        return found;
    }

    @Override
    public Meters meters() {
        return Meters.none();
    }
}
