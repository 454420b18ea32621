package dev.flagexporter.spi.store;

/**
 * How much to lease at most. A lease has at least one event where one is pending, even if that one is larger than
 * {@code maxBytes}.
 *
 * @param maxEvents the most events, at least 1
 * @param maxBytes the most bytes by {@link dev.flagexporter.spi.event.ExportableEvent#sizeHint()}, at least 1
 */
public record LeaseLimits(int maxEvents, long maxBytes) {

    /** No limit but what is pending. */
    public static final LeaseLimits UNLIMITED = new LeaseLimits(Integer.MAX_VALUE, Long.MAX_VALUE);

    /**
     * Checks the bounds.
     *
     * @param maxEvents see the record's component
     * @param maxBytes see the record's component
     * @throws IllegalArgumentException when one of them is below 1
     */
    public LeaseLimits {
        if (maxEvents < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("limits start at 1: " + maxEvents + " events, " + maxBytes + " bytes");
        }
    }
}
