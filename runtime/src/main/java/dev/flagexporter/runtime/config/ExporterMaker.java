package dev.flagexporter.runtime.config;

import dev.flagexporter.runtime.delivery.Adapters;
import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;

/** Makes the instances of one configured exporter, all alike. */
record ExporterMaker<C>(ExporterFactory<C> factory, C config, ExporterSettings settings) {

    CommonExporter make() throws InvalidConfigurationException {
        CommonExporter exporter = factory.create(config, Environment.of(settings));
        DeprecatedInterface.check(exporter, settings.eventType());
        return exporter;
    }

    /** An instance to take the place of another one. */
    Exporter another() {
        try {
            return Adapters.adapt(make(), settings.name());
        } catch (InvalidConfigurationException e) {
            throw new IllegalStateException("what was checked at the start is not valid any more", e);
        }
    }
}
