package dev.flagexporter.plugins.s3;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.object.BatchObjects;

/** Creates exporters of the kind {@code s3}. */
public final class S3ExporterFactory implements ExporterFactory<S3ExporterConfig> {

    /** For {@link java.util.ServiceLoader}. */
    public S3ExporterFactory() {}

    @Override
    public String kind() {
        return "s3";
    }

    @Override
    public Class<S3ExporterConfig> configType() {
        return S3ExporterConfig.class;
    }

    @Override
    public CommonExporter create(S3ExporterConfig config, ExporterEnvironment environment)
            throws InvalidConfigurationException {
        InvalidConfigurationException.throwIfAny(new ConfigurationCheck(config, environment).problems());
        return new S3Exporter(config, environment.exporterName(), new BatchObjects(config, environment));
    }
}
