package dev.flagexporter.runtime.store;

import java.util.List;
import java.util.Random;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.atMost;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static dev.flagexporter.runtime.store.StoreFixture.numbers;
import static dev.flagexporter.runtime.store.StoreFixture.range;
import static org.assertj.core.api.Assertions.assertThat;

class DropOldestTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "3, 3", "3, 4", "3, 50", "1000, 999", "1000, 1001", "1500, 5000", "2048, 4096"})
    void keepsExactlyTheNewestEventsOfTheCapacity(int capacity, int appended) {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(capacity);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, appended);
        int kept = Math.min(capacity, appended);
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(appended, 0, kept, appended - kept));
        assertThat(store.totalEventCount()).isEqualTo(kept);
        assertThat(consume(store, "a")).isEqualTo(range(appended - kept, appended));
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "3, 50", "1500, 5000"})
    void isAsExactForALeaseWithoutALookAtTheCounts(int capacity, int appended) {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(capacity);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, appended);
        assertThat(consume(store, "a")).isEqualTo(range(appended - capacity, appended));
    }

    @Test
    void leavesLeasedEventsAlone() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(3);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 3);
        Lease<FeatureEvent> lease = store.lease("a", atMost(2));
        append(store, 3, 20);
        assertThat(numbers(lease)).isEqualTo(range(0, 2));
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(20, 0, 5, 15));
        store.release(lease);
        assertThat(store.counts("a")).as("released events stay too").isEqualTo(new ConsumerCounts(20, 0, 5, 15));
        assertThat(consume(store, "a")).isEqualTo(range(0, 2));
        assertThat(consume(store, "a")).isEqualTo(range(17, 20));
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(20, 5, 0, 15));
    }

    @Test
    void hitsOnlyTheOneThatLags() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(4);
        store.addConsumer("dead", ConsumerStart.HEAD);
        store.addConsumer("quick", ConsumerStart.HEAD);
        for (int number = 0; number < 100; number++) {
            append(store, number, number + 1);
            assertThat(consume(store, "quick")).containsExactly(number);
        }
        assertThat(store.counts("quick")).isEqualTo(new ConsumerCounts(100, 100, 0, 0));
        assertThat(store.counts("dead")).isEqualTo(new ConsumerCounts(100, 0, 4, 96));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1024, 1500})
    void countsEveryEventAtEveryStep(int capacity) {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(capacity);
        store.addConsumer("other", ConsumerStart.HEAD);
        store.addConsumer("a", ConsumerStart.HEAD);
        Random random = new Random(capacity);
        int appended = 0;
        int held = 0;
        Lease<FeatureEvent> lease = null;
        for (int step = 0; step < 2000; step++) {
            int choice = random.nextInt(4);
            if (choice == 0 && lease != null) {
                store.commit(lease);
                held -= lease.events().size();
                lease = null;
            } else if (choice == 1 && lease != null) {
                store.release(lease);
                lease = null;
            } else if (choice == 2 && lease == null) {
                Lease<FeatureEvent> taken = store.lease("a", atMost(1 + random.nextInt(capacity + 1)));
                if (!taken.isEmpty()) {
                    lease = taken;
                    // what was released before comes first, and is held already
                    held = held == 0 ? taken.events().size() : held;
                }
            } else {
                int more = random.nextInt(capacity / 2 + 2);
                append(store, appended, appended + more);
                appended += more;
            }
            ConsumerCounts counts = store.counts("a");
            assertThat(counts.appended()).isEqualTo(appended);
            assertThat(counts.committed() + counts.pending() + counts.dropped()).isEqualTo(appended);
            assertThat(counts.pending()).isBetween(0L, (long) capacity + held);
        }
    }

    @Test
    void keepsTheOrderOfWhatRemains() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(10);
        store.addConsumer("a", ConsumerStart.HEAD);
        Random random = new Random(1);
        int appended = 0;
        int last = -1;
        for (int step = 0; step < 500; step++) {
            int more = random.nextInt(20);
            append(store, appended, appended + more);
            appended += more;
            List<Integer> got = consume(store, "a", atMost(1 + random.nextInt(6)));
            for (int number : got) {
                assertThat(number).isGreaterThan(last);
                last = number;
            }
        }
        assertThat(store.counts("a").dropped()).isPositive();
        assertThat(store.counts("a").committed()).isPositive();
    }

    @Test
    void showsInTheOffsetsOfTheNextLease() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(3);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 10);
        assertThat(store.lease("a", LeaseLimits.UNLIMITED).offset(0)).isEqualTo(7);
    }
}
