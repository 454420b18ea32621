package dev.flagexporter.spi;

import org.jspecify.annotations.Nullable;

/**
 * One problem in an exporter's configuration.
 *
 * @param key the key as written below the exporter's name, such as {@code output-dir}
 * @param value the configured value, {@code ***} for a secret; null if there is none
 * @param reason why the value is invalid
 * @param fix how to fix it
 */
public record ConfigurationProblem(String key, @Nullable String value, String reason, String fix) {}
