package dev.flagexporter.runtime.delivery;

import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/** Does what another exporter does, where a test does not make it do something else. */
class ForwardingExporter implements Exporter {

    private final Exporter exporter;

    ForwardingExporter(Exporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public boolean isBulk() {
        return exporter.isBulk();
    }

    @Override
    public void open() throws Exception {
        exporter.open();
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        exporter.export(context, events);
    }

    @Override
    public void close() throws Exception {
        exporter.close();
    }
}
