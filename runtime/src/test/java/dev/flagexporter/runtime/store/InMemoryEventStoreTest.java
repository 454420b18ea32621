package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.EventStoreContract;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static dev.flagexporter.runtime.store.StoreFixture.ROOMY;
import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static dev.flagexporter.runtime.store.StoreFixture.range;
import static org.assertj.core.api.Assertions.assertThat;

/** The contract, and what is peculiar to a store that keeps the very objects and nothing over a restart. */
class InMemoryEventStoreTest extends EventStoreContract {

    private static final WakeUpDispatcher DISPATCHER = new WakeUpDispatcher();

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
        return StoreFixture.store(ROOMY, new Intake(), DISPATCHER);
    }

    @Test
    void handsOverTheVeryObject() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY);
        store.addConsumer("a", ConsumerStart.HEAD);
        FeatureEvent event = Events.feature(1);
        store.append(event);
        assertThat(store.lease("a", LeaseLimits.UNLIMITED).events().get(0)).isSameAs(event);
    }

    @Test
    void startsAtTheHeadWhereItShallStartWhereItStopped() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY);
        append(store, 0, 3);
        store.addConsumer("a", ConsumerStart.STORED);
        append(store, 3, 4);
        assertThat(consume(store, "a")).isEqualTo(range(3, 4));
    }

    @Test
    void losesNothingAtOnceWhereItStartsAtTheEarliest() {
        InMemoryEventStore<FeatureEvent> small = StoreFixture.store(5);
        small.addConsumer("dead", ConsumerStart.HEAD);
        append(small, 0, 7);
        small.addConsumer("a", ConsumerStart.EARLIEST);
        assertThat(small.counts("a")).isEqualTo(new ConsumerCounts(5, 0, 5, 0));
        assertThat(consume(small, "a")).isEqualTo(range(2, 7));
    }
}
