package dev.flagexporter.runtime.reload;

import dev.flagexporter.runtime.config.FlagExporterConfig;

/** A bean beside the exporters that follows the configuration. */
public interface ReloadableSettings {

    /**
     * Checks a new configuration, and changes nothing yet.
     *
     * @param config the new configuration
     * @return puts it to use; never fails
     * @throws io.quarkus.runtime.configuration.ConfigurationException when something is wrong with it
     */
    Runnable prepare(FlagExporterConfig config);
}
