package dev.flagexporter.runtime.collector;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;

/**
 * What the body of a request holds.
 *
 * @param received how many elements {@code events} has, whatever became of them
 * @param features the feature events
 * @param tracking the tracking events
 * @param rejections the rest
 * @param cutDates how many creation dates were in a finer unit than seconds
 * @param metaDropped whether {@code meta} was beyond the limits, and so was ignored: in all events, or in those that it
 *     would have made too large
 */
public record DecodedEvents(
        int received,
        List<FeatureEvent> features,
        List<TrackingEvent> tracking,
        Rejections rejections,
        int cutDates,
        boolean metaDropped) {

    /** How many events can be appended. */
    long count() {
        return (long) features.size() + tracking.size();
    }

    /** The types of the events that can be appended. */
    Set<EventType> types() {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        if (!features.isEmpty()) {
            types.add(EventType.FEATURE);
        }
        if (!tracking.isEmpty()) {
            types.add(EventType.TRACKING);
        }
        return types;
    }

    /** Estimated heap that the events retain. */
    long heapBytes() {
        return heapBytes(features) + heapBytes(tracking);
    }

    private static long heapBytes(List<? extends ExportableEvent> events) {
        long bytes = 0;
        for (ExportableEvent event : events) {
            bytes += event.heapBytes();
        }
        return bytes;
    }
}
