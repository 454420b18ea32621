package dev.flagexporter.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.TlsSettings;
import dev.flagexporter.spi.event.ExportableEvent;

/** The kind {@code secure}, which asks for a named TLS configuration. */
public class SecureExporterFactory implements ExporterFactory<SecureExporterFactory.Keys> {

    static final Map<String, ExporterEnvironment> ENVIRONMENTS = new ConcurrentHashMap<>();
    static final Map<String, TlsSettings> SETTINGS = new ConcurrentHashMap<>();

    /** Has the name of a TLS configuration. */
    public interface Keys {

        String tlsName();
    }

    @Override
    public String kind() {
        return "secure";
    }

    @Override
    public Class<Keys> configType() {
        return Keys.class;
    }

    @Override
    public CommonExporter create(Keys config, ExporterEnvironment environment) throws InvalidConfigurationException {
        List<ConfigurationProblem> problems = new ArrayList<>();
        environment
                .tls("tls-name", config.tlsName(), problems)
                .ifPresent(tls -> SETTINGS.put(environment.exporterName(), tls));
        InvalidConfigurationException.throwIfAny(problems);
        ENVIRONMENTS.put(environment.exporterName(), environment);
        return new Discarding();
    }

    private static final class Discarding implements Exporter {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) {}
    }
}
