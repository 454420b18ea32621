package dev.flagexporter.testkit;

import java.util.ArrayList;
import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/** A destination in memory: every event that is exported to it has arrived. Safe for use by many threads. */
public final class InMemoryExporter implements Exporter {

    /**
     * One export.
     *
     * @param context what the exporter was told about it
     * @param events what it was given
     */
    public record Batch(ExportContext context, List<? extends ExportableEvent> events) {

        /**
         * The events as numbers, see {@link Events#number}.
         *
         * @return one for each event, in order
         */
        public List<Integer> numbers() {
            return events.stream().map(Events::number).toList();
        }
    }

    private final boolean bulk;
    // guarded by this
    private final List<Batch> batches = new ArrayList<>();

    /**
     * An exporter that has got nothing so far.
     *
     * @param bulk whether it is a bulk exporter
     */
    public InMemoryExporter(boolean bulk) {
        this.bulk = bulk;
    }

    @Override
    public boolean isBulk() {
        return bulk;
    }

    @Override
    public synchronized void export(ExportContext context, List<? extends ExportableEvent> events) {
        batches.add(new Batch(context, events));
    }

    /**
     * What it got, export by export.
     *
     * @return a copy
     */
    public synchronized List<Batch> batches() {
        return List.copyOf(batches);
    }

    /**
     * What it got.
     *
     * @return all events in the order in which they came
     */
    public List<ExportableEvent> events() {
        return batches().stream()
                .<ExportableEvent>flatMap(batch -> batch.events().stream())
                .toList();
    }

    /**
     * What it got, as numbers, see {@link Events#number}.
     *
     * @return one for each event, in the order in which they came
     */
    public List<Integer> numbers() {
        return batches().stream().flatMap(batch -> batch.numbers().stream()).toList();
    }
}
