package com.example.exporter;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;

/** Creates exporters of the kind {@code audit}. */
public final class AuditExporterFactory implements ExporterFactory<AuditExporterConfig> {

    /** For {@link java.util.ServiceLoader}. */
    public AuditExporterFactory() {}

    @Override
    public String kind() {
        return "audit";
    }

    @Override
    public Class<AuditExporterConfig> configType() {
        return AuditExporterConfig.class;
    }

    @Override
    public CommonExporter create(AuditExporterConfig config, ExporterEnvironment environment)
            throws InvalidConfigurationException {
        List<ConfigurationProblem> problems = new ArrayList<>();
        if (Files.isDirectory(config.file())) {
            problems.add(new ConfigurationProblem(
                    "file", config.file().toString(), "is a directory", "Use the name of a file"));
        }
        if (config.freshFor().isNegative()) {
            problems.add(new ConfigurationProblem(
                    "fresh-for", config.freshFor().toString(), "is negative", "Use a duration such as 5m"));
        }
        InvalidConfigurationException.throwIfAny(problems);
        return new AuditExporter(config, environment);
    }
}
