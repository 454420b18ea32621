package dev.flagexporter.runtime.reload;

import dev.flagexporter.runtime.config.FlagExporterSettings;

/** A bean that follows the configuration, in addition to the exporters. */
public interface ReloadableSettings {

    /**
     * Puts a new configuration to use. Never fails.
     *
     * @param settings the checked settings
     */
    void apply(FlagExporterSettings settings);
}
