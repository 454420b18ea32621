package dev.flagexporter.benchmarks;

import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/** Takes nothing, for a reason that may pass. */
final class FailingExporter implements Exporter {

    private final boolean bulk;

    FailingExporter(boolean bulk) {
        this.bulk = bulk;
    }

    @Override
    public boolean isBulk() {
        return bulk;
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> batch) throws ExportException {
        throw new ExportException("out of order");
    }
}
