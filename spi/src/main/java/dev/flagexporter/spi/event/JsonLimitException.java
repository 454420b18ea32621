package dev.flagexporter.spi.event;

/**
 * A received value is beyond the limits of {@link JsonValues}. The value was read to its end, so that the reader can
 * go on behind it.
 */
public final class JsonLimitException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What the value has too much of. */
    public enum Limit {
        /** Objects and arrays inside each other, see {@link JsonValues#MAX_DEPTH}. */
        DEPTH,
        /** Characters of one text, see {@link JsonValues#MAX_TEXT_LENGTH}. */
        TEXT_LENGTH,
        /** Digits or magnitude of a number, see {@link JsonValues#MAX_NUMBER_LENGTH}. */
        NUMBER
    }

    private final Limit limit;

    JsonLimitException(Limit limit) {
        // no stack trace: a sender decides how often this is thrown
        super("a value is beyond the limit on " + limit, null, false, false);
        this.limit = limit;
    }

    /**
     * What there is too much of.
     *
     * @return the limit that was passed
     */
    public Limit limit() {
        return limit;
    }
}
