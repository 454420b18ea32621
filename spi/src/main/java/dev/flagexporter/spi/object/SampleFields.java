package dev.flagexporter.spi.object;

import java.time.Instant;

import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.template.FilenameFields;

/** The fields of names of batches that do not exist. */
final class SampleFields {

    /** Longer than the id of any store. */
    private static final String LONGEST_STORE_ID = "x".repeat(32);

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private SampleFields() {}

    /** The fields of one batch of each event type: the stores of two event types have different ids. */
    static FilenameFields of(ExporterEnvironment environment, String format) {
        return fields(environment, format, environment.eventType().configuredName(), 0, 99, Instant.EPOCH);
    }

    /** The fields with the longest values that they can have. */
    static FilenameFields longest(ExporterEnvironment environment, String format) {
        return fields(environment, format, LONGEST_STORE_ID, Long.MAX_VALUE, Long.MAX_VALUE, LATEST);
    }

    private static FilenameFields fields(
            ExporterEnvironment environment, String format, String storeId, long first, long last, Instant createdAt) {
        return new FilenameFields(
                environment.hostname(),
                format,
                environment.eventType(),
                environment.exporterName(),
                storeId,
                first,
                last,
                createdAt);
    }
}
