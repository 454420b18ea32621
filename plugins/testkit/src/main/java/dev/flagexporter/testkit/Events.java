package dev.flagexporter.testkit;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;

/** Events for tests. Numbered ones differ in their user key, which is {@code user-<number>}. */
public final class Events {

    /** The creation date of all events here: 2023-11-14T22:13:20Z. */
    public static final long CREATION_DATE = 1_700_000_000L;

    private Events() {}

    /**
     * An evaluation of the flag {@code checkout-v2} that served the variation {@code on}.
     *
     * @param number tells the event from others
     * @return a feature event
     */
    public static FeatureEvent feature(int number) {
        return new FeatureEvent(
                FeatureEvent.KIND,
                "user",
                "user-" + number,
                CREATION_DATE,
                "checkout-v2",
                "on",
                true,
                false,
                "3",
                "INPROCESS",
                Map.of("env", "prod"));
    }

    /**
     * Consecutive feature events.
     *
     * @param count how many, numbered from 0
     * @return an unmodifiable list
     */
    public static List<FeatureEvent> features(int count) {
        return IntStream.range(0, count).mapToObj(Events::feature).toList();
    }

    /**
     * A tracked order.
     *
     * @param number tells the event from others
     * @return a tracking event
     */
    public static TrackingEvent tracking(int number) {
        return new TrackingEvent(
                TrackingEvent.KIND,
                "user",
                "user-" + number,
                CREATION_DATE,
                "order-paid",
                Map.of("plan", "pro", "targetingKey", "user-" + number),
                Map.of("value", 49.9, "currency", "EUR"));
    }

    /**
     * Consecutive tracking events.
     *
     * @param count how many, numbered from 0
     * @return an unmodifiable list
     */
    public static List<TrackingEvent> trackings(int count) {
        return IntStream.range(0, count).mapToObj(Events::tracking).toList();
    }
}
