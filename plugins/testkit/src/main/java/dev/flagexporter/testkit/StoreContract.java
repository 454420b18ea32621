package dev.flagexporter.testkit;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Part of the {@link EventStoreContract}: tests with a new store each, and what they share. */
@Timeout(60)
abstract class StoreContract {

    private final Supplier<EventStore<FeatureEvent>> stores;

    EventStore<FeatureEvent> store;

    StoreContract(Supplier<EventStore<FeatureEvent>> stores) {
        this.stores = stores;
    }

    @BeforeEach
    void makeStore() {
        store = stores.get();
    }

    /** Appends the events numbered from one number up to another. */
    static void append(EventStore<FeatureEvent> store, int from, int to) {
        for (int number = from; number < to; number++) {
            assertThat(store.append(Events.feature(number))).isEqualTo(AppendResult.APPENDED);
        }
    }

    static LeaseLimits atMost(int events) {
        return new LeaseLimits(events, Long.MAX_VALUE);
    }

    static List<Integer> numbers(Lease<FeatureEvent> lease) {
        return lease.events().stream()
                .map(event -> Integer.valueOf(event.userKey().substring("user-".length())))
                .toList();
    }

    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** Leases all there is and commits it. */
    static List<Integer> consume(EventStore<FeatureEvent> store, String consumerId) {
        return consume(store, consumerId, LeaseLimits.UNLIMITED);
    }

    static List<Integer> consume(EventStore<FeatureEvent> store, String consumerId, LeaseLimits limits) {
        Lease<FeatureEvent> lease = store.lease(consumerId, limits);
        List<Integer> numbers = numbers(lease);
        if (!lease.isEmpty()) {
            store.commit(lease);
        }
        return numbers;
    }
}
