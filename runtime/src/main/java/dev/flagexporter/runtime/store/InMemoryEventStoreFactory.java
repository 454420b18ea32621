package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.EventStoreFactory;

/**
 * Makes in-memory stores.
 *
 * @param settings the limits of each store
 * @param intake the gate for several events at once, shared by the stores
 * @param dispatcher wakes the consumers of all stores
 */
public record InMemoryEventStoreFactory(StoreSettings settings, Intake intake, WakeUpDispatcher dispatcher)
        implements EventStoreFactory {

    /**
     * Makes stores whose laggards lose their oldest events.
     *
     * @param capacity how many events a consumer may lag, at least 1
     * @param intake the gate for several events at once, shared by the stores
     * @param dispatcher wakes the consumers of all stores
     */
    public InMemoryEventStoreFactory(long capacity, Intake intake, WakeUpDispatcher dispatcher) {
        this(StoreSettings.dropOldest(capacity), intake, dispatcher);
    }

    @Override
    public <T extends ExportableEvent> EventStore<T> create(EventType type, Class<T> eventClass, String storeId) {
        return new InMemoryEventStore<>(eventClass, storeId, settings, intake, dispatcher);
    }
}
