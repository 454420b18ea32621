package dev.flagexporter.deployment.devmode;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;

/** The kind {@code live}. */
public class LiveExporterFactory implements ExporterFactory<LiveExporterConfig> {

    @Override
    public String kind() {
        return "live";
    }

    @Override
    public Class<LiveExporterConfig> configType() {
        return LiveExporterConfig.class;
    }

    @Override
    public CommonExporter create(LiveExporterConfig config, ExporterEnvironment environment) {
        return new LiveExporter(config);
    }
}
