package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.Map;

import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.spi.event.EventType;

/**
 * The checked values of the keys that every exporter has.
 *
 * @param name the configured name
 * @param kind the kind, of which there is a factory
 * @param eventType the events to export
 * @param flushInterval interval between flushes, in whole seconds
 * @param maxEventInMemory number of pending events at which the exporter flushes
 * @param batchMaxEvents maximum number of events per batch
 * @param batchMaxBytes approximate maximum size of a batch in bytes
 * @param attemptTimeout timeout of an attempt
 * @param retry when a failed batch is exported again
 * @param failurePolicy what happens to events that are not delivered
 * @param formatOptions options of the format
 */
record ExporterSettings(
        String name,
        String kind,
        EventType eventType,
        Duration flushInterval,
        long maxEventInMemory,
        int batchMaxEvents,
        long batchMaxBytes,
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
