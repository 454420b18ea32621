package dev.flagexporter.runtime.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.Meters;
import dev.flagexporter.spi.TlsSettings;
import dev.flagexporter.spi.event.EventType;
import org.eclipse.microprofile.config.ConfigProvider;

/** What a factory is told. */
record Environment(String exporterName, EventType eventType, String hostname, Map<String, String> formatOptions)
        implements ExporterEnvironment {

    static Environment of(ExporterSettings settings) {
        return new Environment(
                settings.name(), settings.eventType(), Hostname.VALUE, Map.copyOf(settings.formatOptions()));
    }

    @Override
    public String applicationName() {
        return configured("quarkus.application.name");
    }

    @Override
    public String applicationVersion() {
        return configured("quarkus.application.version");
    }

    private static String configured(String property) {
        return ConfigProvider.getConfig()
                .getOptionalValue(property, String.class)
                .orElse("");
    }

    @Override
    public Optional<TlsSettings> tls(String key, String name, List<ConfigurationProblem> problems) {
        Optional<TlsConfigurations> registry = TlsConfigurations.of(Environment.class.getClassLoader());
        return TlsConfigurations.find(registry, key, name, problems);
    }

    @Override
    public Meters meters() {
        return Meters.none();
    }

    /** Without the options: there may be secrets. */
    @Override
    public String toString() {
        return "exporter " + exporterName + " of " + eventType.configuredName() + " events on " + hostname;
    }

    /** Asked for once: a resolver can take its time. */
    private static final class Hostname {

        static final String VALUE = find();

        private static String find() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }
}
