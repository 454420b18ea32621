package dev.flagexporter.runtime.delivery;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;

/** Numbered events of different sizes, see {@link Events#number}. */
final class SizedEvents {

    private static final int SIZES = 4;
    private static final String STEP = "x".repeat(150);

    /** Larger than the smallest event, smaller than two of them. */
    static final long SMALLEST_BATCH = 400;

    private SizedEvents() {}

    static FeatureEvent event(int number) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey("user-" + number)
                .creationDate(Events.CREATION_DATE)
                .key("checkout-v2")
                .variation(STEP.repeat(number % SIZES))
                .value(true)
                .build();
    }

    static int size(int number) {
        return event(number).sizeHint();
    }
}
