package dev.flagexporter.runtime.config;

import dev.flagexporter.runtime.delivery.Adapters;
import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;

/** Makes the instances of one configured exporter, all alike. */
record ExporterMaker<C>(ExporterFactory<C> factory, C config, ExporterSettings settings, Secrets secrets) {

    SecretKeepingExporter make() throws InvalidConfigurationException {
        CommonExporter exporter = factory.create(config, Environment.of(settings));
        DeprecatedInterface.check(exporter, settings.eventType());
        return new SecretKeepingExporter(Adapters.adapt(exporter, settings.name()), secrets);
    }

    /** An instance to take the place of another one. */
    Exporter another() {
        try {
            return make();
        } catch (InvalidConfigurationException e) {
            throw new IllegalStateException(
                    "what was checked at the start is not valid any more", RedactedFailure.of(e, secrets));
        }
    }

    /** Without the configuration: a plugin's own text of it may have secrets in it. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
