package dev.flagexporter.plugins.s3;

import java.util.Map;
import java.util.Objects;

import dev.flagexporter.spi.ExportContext;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * An object to be written.
 *
 * @param key its key
 * @param contentType its media type
 * @param metadata which batch it is
 */
record NewObject(String key, String contentType, Map<String, String> metadata) {

    private static final String DELIVERY = "flag-exporter-delivery";

    static NewObject of(ExportContext context, String key, String contentType) {
        return new NewObject(
                key,
                contentType,
                Map.of(
                        DELIVERY,
                        context.deliveryId(),
                        "flag-exporter-name",
                        context.exporterName(),
                        "flag-exporter-event-type",
                        context.eventType().configuredName(),
                        "flag-exporter-store",
                        context.storeId(),
                        "flag-exporter-first-offset",
                        Long.toString(context.firstOffset()),
                        "flag-exporter-last-offset",
                        Long.toString(context.lastOffset())));
    }

    /** Whether that is what an earlier attempt has written: a delivery stands for one exact set of events. */
    boolean isWrittenAs(HeadObjectResponse existing) {
        return Objects.equals(metadata.get(DELIVERY), existing.metadata().get(DELIVERY));
    }
}
