package dev.flagexporter.spi.event;

import org.jspecify.annotations.Nullable;

/**
 * Estimated sizes of events, computed while an application waits for its event. They do not depend on how large values
 * are, which know their own sizes, and there is no branch for each string: only events with long strings look at each.
 */
final class EventSizes {

    /** The JSON form without the properties. */
    private static final int FEATURE_JSON = 150;

    /** The object without what it refers to. */
    private static final int FEATURE_OBJECT =
            ValueSizes.object(10 * ValueSizes.REFERENCE + Long.BYTES + 2 * Integer.BYTES + 1);

    private static final int FEATURE_STRINGS = 7;

    /** The JSON form without the properties. */
    private static final int TRACKING_JSON = 130;

    /** The object without what it refers to. */
    private static final int TRACKING_OBJECT =
            ValueSizes.object(7 * ValueSizes.REFERENCE + Long.BYTES + 2 * Integer.BYTES);

    private static final int TRACKING_STRINGS = 4;

    private EventSizes() {}

    static int featureJson(long length, @Nullable Object value, @Nullable Object metadata) {
        return ValueSizes.saturated(FEATURE_JSON + length + ValueSizes.json(value) + ValueSizes.json(metadata));
    }

    static int heap(FeatureEventBuilder event, long length, @Nullable Object value, @Nullable Object metadata) {
        return ValueSizes.saturated(
                FEATURE_OBJECT + strings(event, length) + ValueSizes.heap(value) + ValueSizes.heap(metadata));
    }

    static long length(FeatureEventBuilder event) {
        return (long) event.kind.length()
                + event.contextKind.length()
                + event.userKey.length()
                + event.key.length()
                + event.variation.length()
                + event.version.length()
                + event.source.length();
    }

    private static long strings(FeatureEventBuilder event, long length) {
        return length > FEATURE_STRINGS * ValueSizes.SHORT
                ? eachString(event)
                : ValueSizes.shortStrings(FEATURE_STRINGS - empty(event), (int) length);
    }

    private static int empty(FeatureEventBuilder event) {
        return ValueSizes.countIfEmpty(event.kind)
                + ValueSizes.countIfEmpty(event.contextKind)
                + ValueSizes.countIfEmpty(event.userKey)
                + ValueSizes.countIfEmpty(event.key)
                + ValueSizes.countIfEmpty(event.variation)
                + ValueSizes.countIfEmpty(event.version)
                + ValueSizes.countIfEmpty(event.source);
    }

    private static long eachString(FeatureEventBuilder event) {
        return ValueSizes.heap(event.kind)
                + ValueSizes.heap(event.contextKind)
                + ValueSizes.heap(event.userKey)
                + ValueSizes.heap(event.key)
                + ValueSizes.heap(event.variation)
                + ValueSizes.heap(event.version)
                + ValueSizes.heap(event.source);
    }

    static int trackingJson(long length, @Nullable Object evaluationContext, @Nullable Object trackingDetails) {
        return ValueSizes.saturated(
                TRACKING_JSON + length + ValueSizes.json(evaluationContext) + ValueSizes.json(trackingDetails));
    }

    static int heap(
            TrackingEventBuilder event,
            long length,
            @Nullable Object evaluationContext,
            @Nullable Object trackingDetails) {
        return ValueSizes.saturated(TRACKING_OBJECT
                + strings(event, length)
                + ValueSizes.heap(evaluationContext)
                + ValueSizes.heap(trackingDetails));
    }

    static long length(TrackingEventBuilder event) {
        return (long) event.kind.length() + event.contextKind.length() + event.userKey.length() + event.key.length();
    }

    private static long strings(TrackingEventBuilder event, long length) {
        return length > TRACKING_STRINGS * ValueSizes.SHORT
                ? eachString(event)
                : ValueSizes.shortStrings(TRACKING_STRINGS - empty(event), (int) length);
    }

    private static int empty(TrackingEventBuilder event) {
        return ValueSizes.countIfEmpty(event.kind)
                + ValueSizes.countIfEmpty(event.contextKind)
                + ValueSizes.countIfEmpty(event.userKey)
                + ValueSizes.countIfEmpty(event.key);
    }

    private static long eachString(TrackingEventBuilder event) {
        return ValueSizes.heap(event.kind)
                + ValueSizes.heap(event.contextKind)
                + ValueSizes.heap(event.userKey)
                + ValueSizes.heap(event.key);
    }
}
