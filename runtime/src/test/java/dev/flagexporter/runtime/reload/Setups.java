package dev.flagexporter.runtime.reload;

import java.time.Duration;

import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.runtime.delivery.FailurePolicy;
import dev.flagexporter.runtime.delivery.FlushTrigger;
import dev.flagexporter.runtime.delivery.RetrySettings;
import dev.flagexporter.runtime.delivery.Timeouts;
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
                exporter,
                () -> exporter,
                new FlushTrigger(TIMEOUT, 1),
                LeaseLimits.UNLIMITED,
                new Timeouts(TIMEOUT, TIMEOUT),
                new RetrySettings(TIMEOUT, TIMEOUT),
                FailurePolicy.DEFAULT);
    }
}
