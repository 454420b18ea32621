package dev.flagexporter;

/**
 * The CDI event after each reload of the configuration that changed something or was refused. Observe it with
 * {@code @Observes}, on the thread that reloads and before the next reload, or with {@code @ObservesAsync}.
 *
 * @param result what became of it
 */
public record FlagExporterReloaded(ReloadResult result) {}
