package dev.flagexporter;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the events of an exporter add up since it was added, taken at one moment. Always {@code appended = delivered +
 * pending + all of dropped + deadLettered}.
 *
 * @param appended events that were appended
 * @param delivered events that arrived at the destination
 * @param pending events that are still to be delivered
 * @param dropped events that will never be delivered, by reason; every reason is present
 * @param deadLettered events that were written to the dead letter file instead of being delivered; a later replay does
 *     not change this
 * @param possiblyDuplicated events that may have been delivered twice: they were sent again because an export returned
 *     neither in time nor when it was interrupted. Not part of the sum
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
