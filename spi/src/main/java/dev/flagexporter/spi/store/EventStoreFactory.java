package dev.flagexporter.spi.store;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;

/** Makes event stores. The in-memory one is built in; a durable one can come in its place. */
public interface EventStoreFactory {

    /**
     * Makes an empty store.
     *
     * @param <T> the type of the events
     * @param type the type of the events
     * @param eventClass the class of the events
     * @param storeId the {@link EventStore#id()} of this incarnation, new for each
     * @return a new store
     */
    <T extends ExportableEvent> EventStore<T> create(EventType type, Class<T> eventClass, String storeId);
}
