package dev.flagexporter.runtime.delivery;

import dev.flagexporter.spi.event.EventType;

/**
 * An exporter and how its events are delivered.
 *
 * @param name the configured name
 * @param kind the configured kind
 * @param eventType the type of its events
 * @param instances the exporter itself, and where others like it come from
 * @param delivery how its events are delivered
 */
public record ExporterSetup(
        String name, String kind, EventType eventType, ExporterInstances instances, DeliverySettings delivery) {

    /**
     * Returns whether the exporter collects events and sends them in bulk.
     *
     * @return what the exporter said when it was made
     */
    public boolean isBulk() {
        return instances.bulk();
    }
}
