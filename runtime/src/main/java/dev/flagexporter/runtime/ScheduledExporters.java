package dev.flagexporter.runtime;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.flagexporter.runtime.delivery.DefaultManager;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.runtime.reload.ExporterId;
import dev.flagexporter.runtime.reload.RunningExporters;
import dev.flagexporter.spi.event.EventType;

/** The exporters of both types of events, and the flush schedule that they have while they are there. */
final class ScheduledExporters implements RunningExporters {

    private final Function<EventType, DefaultManager<?>> managers;
    private final FlushSchedule schedule;

    /**
     * Changes nothing yet.
     *
     * @param managers the one of each type of events
     * @param schedule drives the flush intervals
     */
    ScheduledExporters(Function<EventType, DefaultManager<?>> managers, FlushSchedule schedule) {
        this.managers = managers;
        this.schedule = schedule;
    }

    @Override
    public void add(ExporterSetup setup) {
        manager(setup.eventType()).add(setup);
        schedule(setup);
    }

    /** Has an exporter of a manager flushed at its interval. */
    void schedule(ExporterSetup setup) {
        schedule.add(setup, () -> manager(setup.eventType()).wake(setup.name()));
    }

    /** From now on the interval is the new one's: it wakes whoever is at work. */
    @Override
    public CompletionStage<?> replace(ExporterSetup setup) {
        schedule.remove(setup.name());
        CompletionStage<?> replaced = manager(setup.eventType()).replace(setup);
        schedule(setup);
        return replaced;
    }

    @Override
    public CompletionStage<?> remove(ExporterId id) {
        schedule.remove(id.name());
        return manager(id.eventType()).remove(id.name());
    }

    private DefaultManager<?> manager(EventType type) {
        return managers.apply(type);
    }
}
