package dev.flagexporter.runtime.reload;

import dev.flagexporter.runtime.config.FlagExporterConfig;

/** A bean that follows the configuration, in addition to the exporters. */
public interface ReloadableSettings {

    /**
     * Checks a new configuration, and changes nothing yet.
     *
     * @param config the new configuration
     * @return applies the configuration; never fails
     * @throws io.quarkus.runtime.configuration.ConfigurationException if the configuration is invalid
     */
    Runnable prepare(FlagExporterConfig config);
}
