package dev.flagexporter.spi.store;

/**
 * How many events a consumer has to do with since it was added, all taken at one moment. Always
 * {@code appended = committed + pending + dropped}.
 *
 * @param appended events appended since the consumer was added
 * @param committed events that the consumer's offset moved past by {@link EventStore#commit}
 * @param pending events that are yet to be committed, leased ones included
 * @param dropped events that the overflow policy took from this consumer because it lagged
 */
public record ConsumerCounts(long appended, long committed, long pending, long dropped) {}
