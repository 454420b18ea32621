package dev.flagexporter.runtime.delivery;

import java.util.List;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * The exporter at work under a name, and the calls that still hang of those that it has replaced. Their number grows only by
 * replacements, and each of them has a limit.
 *
 * <p><b>Thread safety.</b> The worker alone replaces the exporter; any thread reads its settings and counts its calls.
 */
final class CurrentExporter<T extends ExportableEvent> {

    private final WorkerEnvironment environment;
    private volatile ActiveExporter<T> active;
    private volatile List<ExporterCalls> replaced = List.of();

    CurrentExporter(ExporterSetup setup, WorkerEnvironment environment) {
        this.environment = environment;
        this.active = newExporter(environment, setup);
    }

    private static <T extends ExportableEvent> ActiveExporter<T> newExporter(
            WorkerEnvironment environment, ExporterSetup setup) {
        return new ActiveExporter<>(setup, environment.calls().get(), environment.clock());
    }

    ActiveExporter<T> get() {
        return active;
    }

    /** Makes an exporter that may take the place of this one. */
    ActiveExporter<T> successor(ExporterSetup setup) {
        return newExporter(environment, setup);
    }

    /** Another exporter takes the place of this one, which is closed. Returns the change, which cannot fail when it is made. */
    Runnable replacement(ActiveExporter<T> successor) {
        List<ExporterCalls> stillHanging = Stream.concat(replaced.stream(), Stream.of(active.calls()))
                .filter(calls -> calls.hanging() > 0)
                .toList();
        return () -> {
            replaced = stillHanging;
            active = successor;
        };
    }

    /** How many calls hang, those of replaced exporters included. */
    int hangingCalls() {
        // in this order: an exporter is among the replaced ones before its successor is active
        ExporterCalls current = active.calls();
        return Stream.concat(replaced.stream(), Stream.of(current))
                .distinct()
                .mapToInt(ExporterCalls::hanging)
                .sum();
    }
}
