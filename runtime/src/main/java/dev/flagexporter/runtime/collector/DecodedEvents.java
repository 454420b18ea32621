package dev.flagexporter.runtime.collector;

import java.util.List;

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
 * @param metaDropped whether {@code meta} was beyond the limits on values, and so was ignored
 */
record DecodedEvents(
        int received,
        List<FeatureEvent> features,
        List<TrackingEvent> tracking,
        Rejections rejections,
        int cutDates,
        boolean metaDropped) {}
