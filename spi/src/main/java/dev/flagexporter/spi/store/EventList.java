package dev.flagexporter.spi.store;

import java.util.List;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * Some consecutive events of a store, the reference's {@code EventList}.
 *
 * @param <T> the type of the events
 * @param events the events in order; unmodifiable
 * @param initialOffset the consumer's offset before these events
 * @param newOffset the consumer's offset once these events are committed
 */
public record EventList<T extends ExportableEvent>(List<T> events, long initialOffset, long newOffset) {

    /**
     * Keeps a copy of the list.
     *
     * @param events see the record's component
     * @param initialOffset see the record's component
     * @param newOffset see the record's component
     */
    public EventList {
        events = List.copyOf(events);
    }
}
