package dev.flagexporter.spi.event;

/** Estimated sizes of events, which do not depend on how large their values are: these know their own. */
final class EventSizes {

    /** The JSON form without the properties. */
    private static final int FEATURE_JSON = 150;

    /** The object without what it refers to. */
    private static final int FEATURE_OBJECT =
            ValueSizes.object(10 * ValueSizes.REFERENCE + Long.BYTES + 2 * Integer.BYTES + 1);

    /** The JSON form without the properties. */
    private static final int TRACKING_JSON = 130;

    /** The object without what it refers to. */
    private static final int TRACKING_OBJECT =
            ValueSizes.object(7 * ValueSizes.REFERENCE + Long.BYTES + 2 * Integer.BYTES);

    private EventSizes() {}

    static int json(FeatureEvent event) {
        return ValueSizes.saturated(FEATURE_JSON
                + (long) event.kind().length()
                + event.contextKind().length()
                + event.userKey().length()
                + event.key().length()
                + event.variation().length()
                + event.version().length()
                + event.source().length()
                + ValueSizes.json(event.value())
                + ValueSizes.json(event.metadata()));
    }

    static int heap(FeatureEvent event) {
        return ValueSizes.saturated(FEATURE_OBJECT
                + ValueSizes.heap(event.kind())
                + ValueSizes.heap(event.contextKind())
                + ValueSizes.heap(event.userKey())
                + ValueSizes.heap(event.key())
                + ValueSizes.heap(event.variation())
                + ValueSizes.heap(event.version())
                + ValueSizes.heap(event.source())
                + ValueSizes.heap(event.value())
                + ValueSizes.heap(event.metadata()));
    }

    static int json(TrackingEvent event) {
        return ValueSizes.saturated(TRACKING_JSON
                + (long) event.kind().length()
                + event.contextKind().length()
                + event.userKey().length()
                + event.key().length()
                + ValueSizes.json(event.evaluationContext())
                + ValueSizes.json(event.trackingDetails()));
    }

    static int heap(TrackingEvent event) {
        return ValueSizes.saturated(TRACKING_OBJECT
                + ValueSizes.heap(event.kind())
                + ValueSizes.heap(event.contextKind())
                + ValueSizes.heap(event.userKey())
                + ValueSizes.heap(event.key())
                + ValueSizes.heap(event.evaluationContext())
                + ValueSizes.heap(event.trackingDetails()));
    }
}
