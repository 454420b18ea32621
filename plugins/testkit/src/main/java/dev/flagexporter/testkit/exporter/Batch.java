package dev.flagexporter.testkit.exporter;

import java.util.List;

import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.TestExportContext;

/**
 * Events on their way to an exporter.
 *
 * @param context what the exporter is told
 * @param events what it is given; unmodifiable
 */
record Batch(TestExportContext context, List<? extends ExportableEvent> events) {

    Batch retried() {
        return new Batch(context.retried(), events);
    }

    /** The same batch, read through another list. */
    Batch through(List<ExportableEvent> list) {
        return new Batch(context, list);
    }

    /** What comes again after a failure: all events, or those that failed. */
    Batch remainder(Throwable failure) {
        if (!(failure instanceof ExportException partial)
                || partial.failedPositions().isEmpty()) {
            return retried();
        }
        List<? extends ExportableEvent> failed =
                partial.failedPositions().stream().sorted().map(events::get).toList();
        return new Batch(context.retried(), failed);
    }

    int size() {
        return events.size();
    }
}
