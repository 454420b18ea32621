package dev.flagexporter.runtime.store;

/** What happens to events that arrive while a consumer lags by the whole capacity, in events or bytes. */
public enum OverflowPolicy {
    /** The store appends them, and the consumers that lag lose their oldest events; no other consumer is affected. */
    DROP_OLDEST,
    /**
     * Consumers that fail lose their oldest events. For one that is healthy and merely behind, the store is full: the
     * collector waits for a while, other senders try again.
     */
    BACK_PRESSURE,
    /** The store drops them, for all consumers. */
    DROP_NEWEST,
    /** The store is full: the sender may try again. */
    REJECT,
    /** The sender waits for a while; after that, and on an I/O thread at once, the store is full. */
    BLOCK;

    /** Whether a consumer loses its oldest events when it lags too far; otherwise the store is full. */
    boolean dropsOldest(boolean failing) {
        return this == DROP_OLDEST || (this == BACK_PRESSURE && failing);
    }

    /**
     * Whether senders may be told that the store is full, or that their events were dropped.
     *
     * @return false for {@link #DROP_OLDEST} only
     */
    public boolean canBeFull() {
        return this != DROP_OLDEST;
    }
}
