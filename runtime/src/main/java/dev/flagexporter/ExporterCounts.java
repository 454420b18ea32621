package dev.flagexporter;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts of an exporter's events since it was added, all of one moment. Always {@code appended = delivered + pending + all
 * of dropped + deadLettered}.
 *
 * @param appended events that were appended
 * @param delivered events that were delivered
 * @param pending events that are still to be delivered, those in flight included
 * @param dropped events that will never be delivered, by reason; every reason is present
 * @param deadLettered events that were written to the dead-letter file; a later replay does not change this count
 * @param possiblyDuplicated events of abandoned exports that were sent again; not part of the sum
 * @param attempts attempts at batches, whether the exporter could be opened for them or not
 * @param failedAttempts attempts that failed, in part or as a whole
 */
public record ExporterCounts(
        long appended,
        long delivered,
        long pending,
        Map<DropReason, Long> dropped,
        long deadLettered,
        long possiblyDuplicated,
        long attempts,
        long failedAttempts) {

    /**
     * Keeps a copy of the map.
     *
     * @param appended see the record's component
     * @param delivered see the record's component
     * @param pending see the record's component
     * @param dropped see the record's component
     * @param deadLettered see the record's component
     * @param possiblyDuplicated see the record's component
     * @param attempts see the record's component
     * @param failedAttempts see the record's component
     */
    public ExporterCounts {
        Map<DropReason, Long> copy = new EnumMap<>(DropReason.class);
        copy.putAll(dropped);
        dropped = Collections.unmodifiableMap(copy);
    }
}
