package dev.flagexporter.runtime.collector;

import java.util.List;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;

/**
 * What the body of a request holds.
 *
 * @param received how many elements {@code events} has, whatever became of them
 * @param features the feature events; modifiable
 * @param tracking the tracking events; modifiable
 * @param rejections the rest
 * @param cutDates how many creation dates were in a finer unit than seconds
 * @param metaDropped whether {@code meta} was beyond the limits on values, and so was ignored
 */
record DecodedEvents(
        int received,
        List<FeatureEvent> features,
        List<TrackingEvent> tracking,
        Rejections rejections,
        int cutDates,
        boolean metaDropped) {

    /** Leaves out, as rejected, the events that are larger than the store takes. */
    void rejectLargerThan(long maxEventSize) {
        rejectLarger(features, maxEventSize, EventType.FEATURE);
        rejectLarger(tracking, maxEventSize, EventType.TRACKING);
    }

    private void rejectLarger(List<? extends ExportableEvent> events, long maxEventSize, EventType type) {
        int before = events.size();
        events.removeIf(event -> event.sizeHint() > maxEventSize);
        rejections.add(RejectReason.EVENT_TOO_LARGE, before - events.size(), type);
    }
}
