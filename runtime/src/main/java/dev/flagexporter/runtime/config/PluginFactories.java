package dev.flagexporter.runtime.config;

import java.util.List;

import dev.flagexporter.spi.ExporterFactory;

/**
 * The factories of the plugins, as found when the application was built. No two are of one kind.
 *
 * @param all the factories
 */
public record PluginFactories(List<ExporterFactory<?>> all) {}
