package dev.flagexporter.testkit;

import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Commit and release. */
abstract class SettlingContract extends StoreContract {

    SettlingContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    @Test
    void byReleaseBringsTheSameEventsAgain() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 3);
        Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
        store.release(lease);
        append(store, 3, 4);
        Lease<FeatureEvent> again = store.lease("a", LeaseLimits.UNLIMITED);
        assertThat(again.events()).isEqualTo(lease.events());
        assertThat(again.offset(0)).isEqualTo(lease.offset(0));
        store.commit(again);
        assertThat(consume(store, "a")).isEqualTo(range(3, 4));
    }

    @Test
    void byReleaseBringsThemInOrderUnderSmallerLimits() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 7);
        store.release(store.lease("a", atMost(5)));
        assertThat(consume(store, "a", atMost(2))).isEqualTo(range(0, 2));
        Lease<FeatureEvent> part = store.lease("a", atMost(2));
        assertThat(part.offset(0)).isEqualTo(2);
        store.release(part);
        Lease<FeatureEvent> smaller = store.lease("a", atMost(1));
        assertThat(numbers(smaller)).isEqualTo(range(2, 3));
        store.release(smaller);
        Lease<FeatureEvent> rest = store.lease("a", atMost(100));
        assertThat(numbers(rest)).isEqualTo(range(2, 5));
        assertThat(rest.offset(2)).isEqualTo(4);
        store.commit(rest);
        assertThat(consume(store, "a")).isEqualTo(range(5, 7));
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(7, 7, 0, 0));
    }

    @Test
    void fallsShortOfTheBytesToo() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 3);
        store.release(store.lease("a", LeaseLimits.UNLIMITED));
        assertThat(consume(store, "a", new LeaseLimits(100, 1))).isEqualTo(range(0, 1));
    }

    @Test
    void happensOnce() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
        Lease<FeatureEvent> committed = store.lease("a", atMost(1));
        store.commit(committed);
        assertThatIllegalStateException().isThrownBy(() -> store.commit(committed));
        assertThatIllegalStateException().isThrownBy(() -> store.release(committed));
        Lease<FeatureEvent> released = store.lease("a", atMost(1));
        store.release(released);
        assertThatIllegalStateException().isThrownBy(() -> store.release(released));
        assertThatIllegalStateException().isThrownBy(() -> store.commit(released));
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(2, 1, 1, 0));
    }

    @Test
    void isRefusedForTheLeaseOfAnEarlierConsumer() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 1);
        Lease<FeatureEvent> old = store.lease("a", LeaseLimits.UNLIMITED);
        store.removeConsumer("a");
        store.addConsumer("a", ConsumerStart.HEAD);
        assertThatIllegalStateException().isThrownBy(() -> store.commit(old));
    }
}
