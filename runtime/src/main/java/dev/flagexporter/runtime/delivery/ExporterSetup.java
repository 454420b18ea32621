package dev.flagexporter.runtime.delivery;

import java.time.Duration;
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
 * @param flushInterval how often a bulk exporter is flushed, in whole seconds
 * @param maxEventInMemory the threshold at which a bulk exporter is flushed
 * @param batchLimits the size of a batch
 * @param attemptTimeout how long an attempt may take
 * @param initialBackoff the longest wait before the second attempt
 * @param maxBackoff the longest wait between attempts
 * @param failurePolicy what becomes of events that cannot be delivered
 * @param shutdownTimeout how long the last flush may take
 */
public record ExporterSetup(
        String name,
        String kind,
        EventType eventType,
        Exporter exporter,
        Supplier<Exporter> successors,
        Duration flushInterval,
        long maxEventInMemory,
        LeaseLimits batchLimits,
        Duration attemptTimeout,
        Duration initialBackoff,
        Duration maxBackoff,
        FailurePolicy failurePolicy,
        Duration shutdownTimeout) {}
