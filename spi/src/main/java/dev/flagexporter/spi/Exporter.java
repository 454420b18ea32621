package dev.flagexporter.spi;

import java.util.List;

import dev.flagexporter.spi.event.ExportableEvent;

/** Sends batches of events to a destination, the reference's {@code exporter.Exporter}. */
public interface Exporter extends CommonExporter {

    /**
     * Sends a batch. Returning normally means that every event has arrived and need not be kept.
     *
     * <p>Delivery is at least once: a batch that failed comes again, with the same events in the same order and the
     * same {@link ExportContext#deliveryId()}.
     *
     * @param context what is known about the batch
     * @param events the events in order; never empty, unmodifiable, and may be kept
     * @throws ExportException when the batch, or the events that it names, failed temporarily or were permanently
     *     rejected
     * @throws InterruptedException when the export was told to give up; the batch comes again
     * @throws Exception any other failure counts as temporary; the batch comes again
     */
    void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception;
}
