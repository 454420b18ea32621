package dev.flagexporter.runtime;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import dev.flagexporter.runtime.reload.DefaultConfigurationReload;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Starts the exporters before the application's own beans start, and stops them after these have stopped. */
@Singleton
public class FlagExporterLifecycle {

    private final FlagExporter flagExporter;
    private final FlushSchedule schedule;
    private final DefaultConfigurationReload reload;

    /**
     * Connects the exporters with what drives and what changes them.
     *
     * @param flagExporter what to start and stop
     * @param schedule what drives the flush intervals
     * @param reload what follows the configuration
     */
    @Inject
    public FlagExporterLifecycle(FlagExporter flagExporter, FlushSchedule schedule, DefaultConfigurationReload reload) {
        this.flagExporter = flagExporter;
        this.schedule = schedule;
        this.reload = reload;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        flagExporter.start();
        ScheduledExporters exporters = new ScheduledExporters(flagExporter::manager, schedule);
        flagExporter.configuration().setups().forEach(exporters::schedule);
        reload.start(flagExporter.configuration(), exporters);
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        stop();
    }

    /**
     * Also when a bean failed at the start: nobody is told of a shutdown then, and in dev mode the exporters would
     * outlive their application. Harmless a second time.
     */
    @PreDestroy
    void stop() {
        reload.stop();
        flagExporter.stop();
    }
}
