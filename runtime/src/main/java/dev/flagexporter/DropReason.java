package dev.flagexporter;

/** Why an exporter did not get an event. */
public enum DropReason {
    /** The exporter lagged, and the store was full. */
    OVERFLOW,
    /** The destination permanently rejected the event. */
    REJECTED,
    /** The destination could not be reached within {@code retry.max-attempts} or {@code retry.max-elapsed}. */
    EXHAUSTED,
    /** The dead-letter file had reached {@code dead-letter.max-size}. */
    DEAD_LETTERS_FULL
}
