package dev.flagexporter.runtime;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.DataExporter;
import dev.flagexporter.runtime.delivery.DefaultManager;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import org.jboss.logging.Logger;

/** One job of the Quarkus scheduler for each bulk exporter; it only wakes the exporter's worker. */
@Singleton
public class FlushSchedule {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final Scheduler scheduler;

    /**
     * Uses the application's scheduler.
     *
     * @param scheduler runs also when the application has no scheduled method of its own
     */
    @Inject
    public FlushSchedule(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void add(DefaultManager<?> manager) {
        for (DataExporter<?> exporter : manager.exporters()) {
            if (exporter.isBulk()) {
                add(manager, exporter);
            }
        }
    }

    private void add(DefaultManager<?> manager, DataExporter<?> exporter) {
        String name = exporter.consumerId();
        if (!scheduler.isStarted()) {
            LOG.warnf(
                    "The exporter \"%s\" is not flushed every %d s, because the scheduler is off: set quarkus.scheduler.enabled=true. It is flushed at %d pending events and when the application stops.",
                    name, exporter.flushInterval().toSeconds(), exporter.maxEventInMemory());
            return;
        }
        scheduler
                .newJob("flag-exporter-" + name)
                .setInterval(exporter.flushInterval().toString())
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> manager.wake(name))
                .schedule();
    }
}
