package dev.flagexporter.runtime.delivery;

import java.util.List;

import dev.flagexporter.spi.DeprecatedExporterV2;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/** Lets an exporter of the second interface work as one of today's. */
@SuppressWarnings("deprecation")
final class DeprecatedExporterV2Adapter implements Exporter {

    private final DeprecatedExporterV2 exporter;

    DeprecatedExporterV2Adapter(DeprecatedExporterV2 exporter) {
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
        exporter.export(context, context.logger(), Adapters.featureEvents(events));
    }

    @Override
    public void close() throws Exception {
        exporter.close();
    }
}
