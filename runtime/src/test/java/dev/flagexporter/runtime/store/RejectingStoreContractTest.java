package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.testkit.EventStoreContract;

/** As long as there is room, the policies that look for it change nothing. */
class RejectingStoreContractTest extends EventStoreContract {

    @Override
    protected EventStore<FeatureEvent> createStore() {
        return StoreFixture.store(MIN_CAPACITY, OverflowPolicy.REJECT);
    }
}
