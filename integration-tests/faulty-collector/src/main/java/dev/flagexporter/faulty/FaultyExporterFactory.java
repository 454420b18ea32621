package dev.flagexporter.faulty;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;

/** Creates exporters of the kind {@code faulty}. */
public final class FaultyExporterFactory implements ExporterFactory<FaultyExporterConfig> {

    /** For the service loader. */
    public FaultyExporterFactory() {}

    @Override
    public String kind() {
        return "faulty";
    }

    @Override
    public Class<FaultyExporterConfig> configType() {
        return FaultyExporterConfig.class;
    }

    @Override
    public CommonExporter create(FaultyExporterConfig config, ExporterEnvironment environment) {
        return new FaultyExporter(config);
    }
}
