package dev.flagexporter.spi.template;

import java.time.Instant;

import dev.flagexporter.spi.event.EventType;

/**
 * What the name of an object is made of. All of it belongs to one exact batch, so a retry gets the same name.
 *
 * @param hostname the name of this machine
 * @param format the format's name in lower case, which is the usual extension
 * @param eventType the type of the events inside
 * @param exporterName the configured name of the exporter
 * @param storeId the incarnation of the event store that the offsets belong to
 * @param firstOffset the offset of the batch's first event
 * @param lastOffset the offset of the batch's last event
 * @param batchCreatedAt when the batch was taken from the store
 */
public record FilenameFields(
        String hostname,
        String format,
        EventType eventType,
        String exporterName,
        String storeId,
        long firstOffset,
        long lastOffset,
        Instant batchCreatedAt) {}
