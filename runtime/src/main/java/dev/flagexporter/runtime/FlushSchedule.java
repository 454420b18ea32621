package dev.flagexporter.runtime;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.ExporterSetup;
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

    /** Has a bulk exporter flushed at its interval; of a name that has no job. */
    void add(ExporterSetup setup, Runnable wake) {
        if (!setup.isBulk()) {
            return;
        }
        FlushTrigger trigger = setup.delivery().flushTrigger();
        if (!scheduler.isStarted()) {
            LOG.warnf(
                    "Exporter \"%s\" is not flushed every %d s, because the scheduler is off: set quarkus.scheduler.enabled=true. It is flushed at %d pending events and when the application stops.",
                    setup.name(), trigger.interval().toSeconds(), trigger.maxEventInMemory());
            return;
        }
        scheduler
                .newJob(jobOf(setup.name()))
                .setInterval(trigger.interval().toString())
                // or it would begin with a flush at once
                .setDelayed(trigger.interval().toString())
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> wake.run())
                .schedule();
    }

    /** Ends the job of an exporter, if it has one. */
    void remove(String exporterName) {
        if (scheduler.isStarted()) {
            scheduler.unscheduleJob(jobOf(exporterName));
        }
    }

    private static String jobOf(String exporterName) {
        return "flag-exporter-" + exporterName;
    }
}
