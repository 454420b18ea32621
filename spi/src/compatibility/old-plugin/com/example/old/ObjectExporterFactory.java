package com.example.old;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.object.BatchObjects;

/** Makes exporters of the kind {@code old-object}. */
public final class ObjectExporterFactory implements ExporterFactory<ObjectExporterConfig> {

    @Override
    public String kind() {
        return "old-object";
    }

    @Override
    public Class<ObjectExporterConfig> configType() {
        return ObjectExporterConfig.class;
    }

    @Override
    public CommonExporter create(ObjectExporterConfig config, ExporterEnvironment environment)
            throws InvalidConfigurationException {
        List<ConfigurationProblem> problems = new ArrayList<>(BatchObjects.check(config, environment));
        if (config.directory().isBlank()) {
            problems.add(new ConfigurationProblem("directory", config.directory(), "is blank", "name a directory"));
        }
        InvalidConfigurationException.throwIfAny(problems);
        return new ObjectExporter(Path.of(config.directory()), new BatchObjects(config, environment));
    }
}
