package dev.flagexporter.testkit;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.EventStore;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A store that keeps the contract")
class ListStoreContractTest extends EventStoreContract {

    @Override
    protected EventStore<FeatureEvent> createStore() {
        return new ListStore();
    }
}
