package dev.flagexporter.runtime.delivery;

/**
 * How many events were given up for one reason.
 *
 * @param dropped events that are gone
 * @param deadLettered events that were written to the dead letter file
 */
record GivenUp(long dropped, long deadLettered) {

    static final GivenUp NONE = new GivenUp(0, 0);

    GivenUp plus(int events, Disposal disposal) {
        return disposal == Disposal.DEAD_LETTER
                ? new GivenUp(dropped, deadLettered + events)
                : new GivenUp(dropped + events, deadLettered);
    }

    long total() {
        return dropped + deadLettered;
    }
}
