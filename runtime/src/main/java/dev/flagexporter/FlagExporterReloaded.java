package dev.flagexporter;

/**
 * The CDI event after each reload of the configuration that was applied or had problems. Observers with
 * {@code @Observes} run on the reload thread, before the next reload. Observers with {@code @ObservesAsync} run on others.
 *
 * @param result the result of the reload
 */
public record FlagExporterReloaded(ReloadResult result) {}
