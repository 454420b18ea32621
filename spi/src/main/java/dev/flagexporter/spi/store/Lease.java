package dev.flagexporter.spi.store;

import java.util.List;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * The next events of a consumer, on loan. Its content stays the same until it is settled by
 * {@link EventStore#commit} or {@link EventStore#release}, and holds nothing else of the store in memory.
 *
 * @param <T> the type of the events
 */
public interface Lease<T extends ExportableEvent> {

    /**
     * Whose events these are.
     *
     * @return the consumer's id
     */
    String consumerId();

    /**
     * The events.
     *
     * @return an unmodifiable list in order, empty when nothing was pending; may be kept
     */
    List<T> events();

    /**
     * The place of an event.
     *
     * @param position a position within {@link #events()}
     * @return the event's offset; increases strictly with the position
     * @throws IndexOutOfBoundsException when there is no such position
     */
    long offset(int position);

    /**
     * Whether there is nothing in it; such a lease need not be settled.
     *
     * @return true when nothing was pending
     */
    default boolean isEmpty() {
        return events().isEmpty();
    }
}
