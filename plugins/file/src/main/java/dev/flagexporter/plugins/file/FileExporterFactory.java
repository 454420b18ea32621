package dev.flagexporter.plugins.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.object.BatchObjects;

/** Creates exporters of the kind {@code file}. */
public final class FileExporterFactory implements ExporterFactory<FileExporterConfig> {

    /** For {@link java.util.ServiceLoader}. */
    public FileExporterFactory() {}

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public Class<FileExporterConfig> configType() {
        return FileExporterConfig.class;
    }

    @Override
    public CommonExporter create(FileExporterConfig config, ExporterEnvironment environment)
            throws InvalidConfigurationException {
        List<ConfigurationProblem> problems = new ArrayList<>(
                BatchObjects.check(config, environment, OutputDirectory.nameLimits(config.outputDir())));
        OutputDirectory.problemWith(config.outputDir()).ifPresent(problems::add);
        filenameProblem(config).ifPresent(problems::add);
        InvalidConfigurationException.throwIfAny(problems);
        return new FileExporter(
                OutputDirectory.at(config.outputDir()),
                new BatchObjects(config, environment),
                new TemporaryFiles(environment.exporterName()));
    }

    /** In a process whose locale is not UTF-8, a path cannot have every character. */
    private static Optional<ConfigurationProblem> filenameProblem(FileExporterConfig config) {
        try {
            Path unused = Path.of(config.filename());
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.of(new ConfigurationProblem(
                    "filename",
                    config.filename(),
                    "it has characters that are invalid in file names on this machine: " + e.getReason(),
                    "use other characters, or start the process with a UTF-8 locale"));
        }
    }
}
