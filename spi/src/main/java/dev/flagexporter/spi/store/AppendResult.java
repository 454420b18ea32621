package dev.flagexporter.spi.store;

/** What became of an event that was to be appended. */
public enum AppendResult {
    /** It is in the store, and every consumer will get it unless the overflow policy drops it first, counted. */
    APPENDED,
    /** It was dropped, and counted: the store is full, or nobody consumes events of this type. */
    DROPPED,
    /** It was refused and counted, for the sender to try again later: the store is full. */
    REJECTED,
    /** It was refused and counted: it, or an event beside it, is larger than the store takes. It will never be taken. */
    TOO_LARGE,
    /** The store takes no more events: the application is stopping. */
    CLOSED
}
