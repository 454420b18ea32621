package dev.flagexporter.deployment.devmode;

import java.nio.file.Path;

import io.smallrye.config.WithDefault;

/** The keys of the kind {@code live}. */
public interface LiveExporterConfig {

    Path file();

    @WithDefault("hello")
    String greeting();
}
