package dev.flagexporter.runtime;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Starts the exporters before the application's own beans start, and stops them after these have stopped. */
@Singleton
public class FlagExporterLifecycle {

    private final FlagExporter flagExporter;
    private final FlushSchedule schedule;

    /**
     * Connects the exporters with the schedule.
     *
     * @param flagExporter what to start and stop
     * @param schedule what drives the flush intervals
     */
    @Inject
    public FlagExporterLifecycle(FlagExporter flagExporter, FlushSchedule schedule) {
        this.flagExporter = flagExporter;
        this.schedule = schedule;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        flagExporter.start();
        flagExporter.managers().forEach(schedule::add);
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        flagExporter.stop();
    }
}
