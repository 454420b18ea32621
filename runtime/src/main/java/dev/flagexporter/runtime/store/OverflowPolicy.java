package dev.flagexporter.runtime.store;

/** What becomes of events that come while a consumer lags by the whole capacity. */
public enum OverflowPolicy {
    /** They are taken, and the consumers that lag lose their oldest events; nobody else notices. */
    DROP_OLDEST,
    /** They are dropped, for all consumers. */
    DROP_NEWEST,
    /** They are refused, for the sender to try again. */
    REJECT,
    /** Whoever brings them waits for room for a while; after that, and on an I/O thread at once, they are refused. */
    BLOCK
}
