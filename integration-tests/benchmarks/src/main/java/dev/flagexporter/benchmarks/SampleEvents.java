package dev.flagexporter.benchmarks;

import dev.flagexporter.spi.event.FeatureEvent;

/** Events as applications have them: many users, few flags. */
final class SampleEvents {

    static final String FLAG = "checkout-v2";
    static final String VARIATION = "on";
    static final String VERSION = "3";
    static final String SOURCE = "INPROCESS";

    private static final int COUNT = 4096;
    private static final String[] USERS = new String[COUNT];
    private static final FeatureEvent[] READY = new FeatureEvent[COUNT];

    static {
        for (int i = 0; i < COUNT; i++) {
            USERS[i] = "user-" + i;
            READY[i] = fresh(i);
        }
    }

    private SampleEvents() {}

    static String user(int number) {
        return USERS[number & (COUNT - 1)];
    }

    /** An event that exists already, so that appending it costs what the store costs. */
    static FeatureEvent ready(int number) {
        return READY[number & (COUNT - 1)];
    }

    /** A new event. */
    static FeatureEvent fresh(int number) {
        return FeatureEvent.of(user(number), false, FLAG, true, VARIATION, false, VERSION, SOURCE, null);
    }
}
