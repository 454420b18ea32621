package dev.flagexporter.benchmarks;

import java.time.Duration;
import java.util.Optional;

import dev.flagexporter.runtime.delivery.DeliverySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.delivery.ExporterInstances;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.store.LeaseLimits;

/** Exporters as the extension's configuration sets them up when nobody configures anything but their kind. */
final class Setups {

    private static final int MAX_EVENTS = 100_000;
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private Setups() {}

    static ExporterSetup of(String name, Exporter exporter) {
        return new ExporterSetup(
                name,
                "benchmark",
                EventType.FEATURE,
                ExporterInstances.of(exporter, () -> exporter),
                new DeliverySettings(
                        new FlushTrigger(Duration.ofSeconds(60), MAX_EVENTS),
                        new LeaseLimits(MAX_EVENTS, MAX_BYTES),
                        new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(20)),
                        new RetrySettings(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(60),
                                RetrySettings.UNLIMITED,
                                Optional.empty()),
                        FailurePolicy.DEFAULT));
    }
}
