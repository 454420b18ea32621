package dev.flagexporter.runtime.delivery;

import java.util.List;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.DeprecatedExporterV1;
import dev.flagexporter.spi.DeprecatedExporterV2;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;

/** Makes every exporter one of today's interface. */
@SuppressWarnings("deprecation")
public final class Adapters {

    private Adapters() {}

    /**
     * Whether an exporter's interface takes feature events only.
     *
     * @param exporter what a factory made
     * @return true for the two deprecated interfaces
     */
    public static boolean isDeprecated(CommonExporter exporter) {
        return !(exporter instanceof Exporter)
                && (exporter instanceof DeprecatedExporterV1 || exporter instanceof DeprecatedExporterV2);
    }

    /**
     * The exporter itself, or an adapter for a deprecated one.
     *
     * @param exporter what a factory made
     * @param exporterName the configured name, for the warning
     * @return an exporter of today's interface
     * @throws IllegalArgumentException when it has none of the three interfaces
     */
    public static Exporter adapt(CommonExporter exporter, String exporterName) {
        if (exporter instanceof Exporter current) {
            return current;
        }
        if (exporter instanceof DeprecatedExporterV2 second) {
            return new DeprecatedExporterV2Adapter(second);
        }
        if (exporter instanceof DeprecatedExporterV1 first) {
            return new DeprecatedExporterV1Adapter(first, exporterName);
        }
        throw new IllegalArgumentException(exporter.getClass().getName()
                + " implements neither Exporter nor one of the deprecated exporter interfaces");
    }

    /** The same list, without a copy: it is unmodifiable, and the configuration allows feature events only. */
    @SuppressWarnings("unchecked")
    static List<FeatureEvent> featureEvents(List<? extends ExportableEvent> events) {
        return (List<FeatureEvent>) events;
    }
}
