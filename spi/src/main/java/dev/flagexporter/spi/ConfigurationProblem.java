package dev.flagexporter.spi;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in an exporter's configuration.
 *
 * @param key the key as written below the exporter's name, such as {@code output-dir}
 * @param value the configured value, {@code ***} for a secret; null when there is none
 * @param reason what is wrong with it
 * @param fix what to do
 */
public record ConfigurationProblem(String key, @Nullable String value, String reason, String fix) {}
