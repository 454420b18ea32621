package dev.flagexporter.spi.store;

/** The result of appending an event. */
public enum AppendResult {
    /** The event is in the store. Every consumer gets it, unless the overflow policy drops it first; that is counted. */
    APPENDED,
    /** The event was dropped and counted: the store is full, or has no consumer. */
    DROPPED,
    /** The event was not appended, and was counted: the store is full. The sender may try again later. */
    FULL,
    /** The event was not appended, and was counted: it, or an event of the same list, is larger than the store allows. */
    TOO_LARGE,
    /** The event was not appended, and was counted: the application is shutting down. */
    CLOSED
}
