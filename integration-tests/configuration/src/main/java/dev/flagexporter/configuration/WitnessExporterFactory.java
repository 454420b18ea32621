package dev.flagexporter.configuration;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;

/** Makes exporters of the kind {@code witness}. */
public final class WitnessExporterFactory implements ExporterFactory<WitnessExporterConfig> {

    /** For the service loader. */
    public WitnessExporterFactory() {}

    @Override
    public String kind() {
        return "witness";
    }

    @Override
    public Class<WitnessExporterConfig> configType() {
        return WitnessExporterConfig.class;
    }

    @Override
    public CommonExporter create(WitnessExporterConfig config, ExporterEnvironment environment) {
        return new WitnessExporter(config, environment);
    }
}
