package dev.flagexporter.spi;

import java.util.List;
import java.util.logging.Logger;

import dev.flagexporter.spi.event.FeatureEvent;

/**
 * The first exporter interface of GO Feature Flag, for feature events only. It keeps working through an adapter, which
 * warns once.
 *
 * @deprecated implement {@link Exporter} instead
 */
@Deprecated
public interface DeprecatedExporterV1 extends CommonExporter {

    /**
     * Sends a batch.
     *
     * @param context what is known about the batch
     * @param logger a logger named after the exporter
     * @param events the events in order; never empty and unmodifiable
     * @throws Exception when the batch failed; see {@link Exporter#export}
     */
    void export(ExportContext context, Logger logger, List<FeatureEvent> events) throws Exception;
}
