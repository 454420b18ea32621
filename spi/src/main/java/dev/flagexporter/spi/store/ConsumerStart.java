package dev.flagexporter.spi.store;

/** Where a new consumer begins. */
public enum ConsumerStart {
    /** Behind the newest event: it gets what is appended from now on. */
    HEAD,
    /** At the oldest event that is still in the store. */
    EARLIEST,
    /** Where the consumer of this id stopped before, if the store kept that; else as {@link #HEAD}. */
    STORED
}
