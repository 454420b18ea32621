package dev.flagexporter.runtime.delivery;

import java.util.function.Supplier;

import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.store.LeaseLimits;

/**
 * An exporter and how it is to be run.
 *
 * @param name the configured name
 * @param kind the configured kind
 * @param eventType the events it gets
 * @param exporter what its factory made, adapted if need be
 * @param successors has the factory make another one, for one that was abandoned
 * @param flushTrigger when it is flushed
 * @param batchLimits the size of a batch
 * @param timeouts how long it may take
 * @param retry how long to wait between attempts
 * @param failurePolicy what becomes of events that cannot be delivered
 */
public record ExporterSetup(
        String name,
        String kind,
        EventType eventType,
        Exporter exporter,
        Supplier<Exporter> successors,
        FlushTrigger flushTrigger,
        LeaseLimits batchLimits,
        Timeouts timeouts,
        RetrySettings retry,
        FailurePolicy failurePolicy) {}
