package dev.flagexporter.testkit;

import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How the counts add up. */
abstract class CountingContract extends StoreContract {

    CountingContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    @Test
    void holdsWhatAConsumerHasYetToTake() {
        assertThat(store.totalEventCount()).isZero();
        append(store, 0, 5);
        assertThat(store.totalEventCount()).as("without consumers").isZero();
        store.addConsumer("a", ConsumerStart.HEAD);
        store.addConsumer("b", ConsumerStart.HEAD);
        append(store, 5, 8);
        consume(store, "a");
        assertThat(store.totalEventCount()).as("b has taken nothing").isEqualTo(3);
        consume(store, "b", atMost(2));
        assertThat(store.totalEventCount()).isEqualTo(1);
        store.removeConsumer("b");
        assertThat(store.totalEventCount()).isZero();
    }

    @Test
    void addsUpAtEachStep() {
        append(store, 0, 10);
        store.addConsumer("a", ConsumerStart.HEAD);
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(0, 0, 0, 0));
        append(store, 10, 14);
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(4, 0, 4, 0));
        Lease<FeatureEvent> lease = store.lease("a", atMost(3));
        assertThat(store.counts("a")).as("leased is pending").isEqualTo(new ConsumerCounts(4, 0, 4, 0));
        store.release(lease);
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(4, 0, 4, 0));
        consume(store, "a", atMost(3));
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(4, 3, 1, 0));
    }
}
