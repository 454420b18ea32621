package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.testkit.EventStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** As long as there is room, the policies that look for it change nothing. */
class RejectingStoreContractTest extends EventStoreContract {

    private static final WakeUpDispatcher DISPATCHER = new WakeUpDispatcher();
    private static final StoreSettings REJECTING =
            StoreSettings.of(StoreSettings.Limits.ofCapacity(MIN_CAPACITY), OverflowPolicy.REJECT);

    @BeforeAll
    static void start() {
        DISPATCHER.start();
    }

    @AfterAll
    static void end() {
        DISPATCHER.close();
    }

    @Override
    protected EventStore<FeatureEvent> createStore() {
        return new InMemoryEventStore<>(FeatureEvent.class, "store1", REJECTING, new Intake(), DISPATCHER);
    }
}
