package dev.flagexporter.deployment;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;

/** The kind {@code fake}. */
public class FakeExporterFactory implements ExporterFactory<FakeExporterConfig> {

    @Override
    public String kind() {
        return "fake";
    }

    @Override
    public Class<FakeExporterConfig> configType() {
        return FakeExporterConfig.class;
    }

    @Override
    public CommonExporter create(FakeExporterConfig config, ExporterEnvironment environment) {
        return new FakeExporter(config, environment);
    }
}
