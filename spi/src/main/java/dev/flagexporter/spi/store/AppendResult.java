package dev.flagexporter.spi.store;

/** What became of an event that was to be appended. */
public enum AppendResult {
    /** It is in the store, and every consumer will get it unless the overflow policy drops it first, counted. */
    APPENDED,
    /** It was dropped, and counted: the store is full, or nobody consumes events of this type. */
    DROPPED,
    /** It was not appended, and counted: the store is full. The sender may try again later. */
    FULL,
    /** It was not appended, and counted: it, or an event of the same list, is larger than the store allows. */
    TOO_LARGE,
    /** The store takes no more events: the application is stopping. */
    CLOSED
}
