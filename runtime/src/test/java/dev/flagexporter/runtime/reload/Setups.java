package dev.flagexporter.runtime.reload;

import java.time.Duration;
import java.util.Optional;

import dev.flagexporter.runtime.delivery.DeliverySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.delivery.ExporterInstances;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.InMemoryExporter;

/** Exporters to reload. */
final class Setups {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Setups() {}

    static ExporterSetup of(String name, EventType type) {
        InMemoryExporter exporter = new InMemoryExporter(true);
        return new ExporterSetup(
                name,
                "memory",
                type,
                ExporterInstances.of(exporter, () -> exporter),
                new DeliverySettings(
                        new FlushTrigger(TIMEOUT, 1),
                        LeaseLimits.UNLIMITED,
                        new Timeouts(TIMEOUT, TIMEOUT),
                        new RetrySettings(TIMEOUT, TIMEOUT, RetrySettings.UNLIMITED, Optional.empty()),
                        FailurePolicy.DEFAULT));
    }
}
