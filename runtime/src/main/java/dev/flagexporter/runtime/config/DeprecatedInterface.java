package dev.flagexporter.runtime.config;

import java.util.List;

import dev.flagexporter.runtime.delivery.Adapters;
import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.event.EventType;

/** What the two deprecated interfaces cannot do. */
final class DeprecatedInterface {

    private DeprecatedInterface() {}

    /** Refuses exporters of feature events for events of another type. */
    static void check(CommonExporter exporter, EventType eventType) throws InvalidConfigurationException {
        if (eventType != EventType.FEATURE && Adapters.isDeprecated(exporter)) {
            InvalidConfigurationException.throwIfAny(List.of(new ConfigurationProblem(
                    "event-type",
                    eventType.configuredName(),
                    exporter.getClass().getName()
                            + " implements a deprecated interface, which is for feature events only",
                    "Use feature, or an exporter that implements Exporter")));
        }
    }
}
