package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.EventStoreFactory;

/** Makes in-memory stores, which share one limit on their memory. */
public final class InMemoryEventStoreFactory implements EventStoreFactory {

    private final StoreSettings settings;
    private final StoreResources resources;

    /**
     * Makes a factory.
     *
     * @param settings the settings of each store
     * @param intake the gate for several events at once, shared by the stores
     * @param dispatcher wakes the consumers of all stores
     */
    public InMemoryEventStoreFactory(StoreSettings settings, Intake intake, WakeUpDispatcher dispatcher) {
        this.settings = settings;
        this.resources = StoreResources.of(settings, intake, dispatcher);
    }

    @Override
    public <T extends ExportableEvent> EventStore<T> create(EventType type, Class<T> eventClass, String storeId) {
        return new InMemoryEventStore<>(eventClass, storeId, settings, resources);
    }
}
