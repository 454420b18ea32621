package dev.flagexporter.spi;

import java.util.List;

import dev.flagexporter.spi.event.ExportableEvent;

/** Sends batches of events to a destination. Corresponds to GO Feature Flag's {@code exporter.Exporter}. */
public interface Exporter extends CommonExporter {

    /**
     * Sends a batch. Returning normally means that every event is delivered.
     *
     * <p>Delivery is at least once: a batch that failed is exported again, with the same events in the same order and
     * the same {@link ExportContext#deliveryId()}.
     *
     * @param context what is known about the batch
     * @param events the events in order; never empty, unmodifiable, and may be kept
     * @throws ExportException if the batch, or the events that it names, failed temporarily or were permanently rejected
     * @throws InterruptedException if the export was interrupted at its deadline; the batch is exported again
     * @throws Exception any other failure counts as transient; the batch is exported again
     */
    void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception;
}
