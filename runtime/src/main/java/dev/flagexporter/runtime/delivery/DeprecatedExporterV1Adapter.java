package dev.flagexporter.runtime.delivery;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

import dev.flagexporter.spi.DeprecatedExporterV1;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/** Lets an exporter of the first interface work as one of today's. */
@SuppressWarnings("deprecation")
final class DeprecatedExporterV1Adapter implements Exporter {

    private static final org.jboss.logging.Logger LOG =
            org.jboss.logging.Logger.getLogger(DeprecatedExporterV1Adapter.class);

    /** Each reload makes all exporters to see whether they can be made. */
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private final DeprecatedExporterV1 exporter;

    DeprecatedExporterV1Adapter(DeprecatedExporterV1 exporter, String exporterName) {
        this.exporter = exporter;
        String warning =
                "Exporter \"%s\" implements DeprecatedExporterV1 (%s). It keeps working; implement Exporter instead."
                        .formatted(exporterName, exporter.getClass().getName());
        if (WARNED.add(warning)) {
            LOG.warn(warning);
        }
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
        Logger logger = Logger.getLogger(context.logger().getName());
        exporter.export(context, logger, Adapters.featureEvents(events));
    }

    @Override
    public void close() throws Exception {
        exporter.close();
    }
}
