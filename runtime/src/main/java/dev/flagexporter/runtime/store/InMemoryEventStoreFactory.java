package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.EventStoreFactory;

/**
 * Makes in-memory stores.
 *
 * @param capacity how many events a consumer may lag, at least 1
 * @param intake the gate for several events at once, shared by the stores
 * @param dispatcher wakes the consumers of all stores
 */
public record InMemoryEventStoreFactory(long capacity, Intake intake, WakeUpDispatcher dispatcher)
        implements EventStoreFactory {

    @Override
    public <T extends ExportableEvent> EventStore<T> create(EventType type, Class<T> eventClass, String storeId) {
        return new InMemoryEventStore<>(eventClass, storeId, capacity, intake, dispatcher);
    }
}
