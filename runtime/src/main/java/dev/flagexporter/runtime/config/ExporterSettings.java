package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.Map;

import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.store.LeaseLimits;

/**
 * The checked values of the keys that every exporter has.
 *
 * @param name the configured name
 * @param kind the kind, of which there is a factory
 * @param eventType the events to export
 * @param flushTrigger when a bulk exporter flushes, whatever the capacity of the event store
 * @param batchLimits maximum size of a batch, whatever the memory of the event store
 * @param attemptTimeout timeout of an attempt
 * @param retry when a failed batch is exported again
 * @param failurePolicy what happens to events that are not delivered
 * @param formatOptions options of the format
 */
record ExporterSettings(
        String name,
        String kind,
        EventType eventType,
        FlushTrigger flushTrigger,
        LeaseLimits batchLimits,
        Duration attemptTimeout,
        RetrySettings retry,
        FailurePolicy failurePolicy,
        Map<String, String> formatOptions) {

    /** Without the values: there may be secrets. */
    @Override
    public String toString() {
        return "exporter " + name + " of the kind " + kind;
    }
}
