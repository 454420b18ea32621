package dev.flagexporter.runtime.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.atMost;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static dev.flagexporter.runtime.store.StoreFixture.range;
import static org.assertj.core.api.Assertions.assertThat;

/** The policies that keep the newest events out, where they do not wait. */
@Timeout(60)
class LimitedStoreTest {

    @ParameterizedTest
    @CsvSource({"1", "3", "64", "1000", "1024", "1500", "2048"})
    void takesExactlyTheCapacity(int capacity) {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(capacity, OverflowPolicy.REJECT);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, capacity);
        assertThat(store.append(Events.feature(-1))).isEqualTo(AppendResult.FULL);
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(capacity, 0, capacity, 0));
        assertThat(consume(store, "a", atMost(1))).containsExactly(0);
        append(store, capacity, capacity + 1);
        assertThat(store.append(Events.feature(-1))).isEqualTo(AppendResult.FULL);
        assertThat(consume(store, "a")).isEqualTo(range(1, capacity + 1));
        assertThat(store.notAppendedEventCount(AppendResult.FULL)).isEqualTo(2);
    }

    @Test
    void answersAndCountsByThePolicy() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(2, OverflowPolicy.DROP_NEWEST);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
        assertThat(store.append(Events.feature(2))).isEqualTo(AppendResult.DROPPED);
        assertThat(store.appendAll(Events.features(3))).isEqualTo(AppendResult.DROPPED);
        assertThat(store.notAppendedEventCount(AppendResult.DROPPED)).isEqualTo(4);
        assertThat(store.notAppendedEventCount(AppendResult.FULL)).isZero();
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(2, 0, 2, 0));
        assertThat(consume(store, "a")).isEqualTo(range(0, 2));
    }

    @Test
    void takesNothingOfAListThatDoesNotFit() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(5, OverflowPolicy.REJECT);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 3);
        assertThat(store.appendAll(Events.features(3))).isEqualTo(AppendResult.FULL);
        assertThat(store.notAppendedEventCount(AppendResult.FULL)).isEqualTo(3);
        assertThat(store.appendAll(List.of(Events.feature(3), Events.feature(4))))
                .isEqualTo(AppendResult.APPENDED);
        assertThat(consume(store, "a")).isEqualTo(range(0, 5));
    }

    @Test
    void countsTheSlowestConsumerAndWhatIsLeased() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(3, OverflowPolicy.REJECT);
        store.addConsumer("quick", ConsumerStart.HEAD);
        store.addConsumer("slow", ConsumerStart.HEAD);
        append(store, 0, 3);
        consume(store, "quick");
        Lease<FeatureEvent> lease = store.lease("slow", atMost(2));
        assertThat(store.append(Events.feature(3)))
                .as("leased is not committed")
                .isEqualTo(AppendResult.FULL);
        store.release(lease);
        assertThat(store.append(Events.feature(3))).isEqualTo(AppendResult.FULL);
        assertThat(consume(store, "slow", atMost(2))).isEqualTo(range(0, 2));
        append(store, 3, 5);
        assertThat(store.append(Events.feature(5))).isEqualTo(AppendResult.FULL);
    }

    @Test
    void hasRoomAgainWhenTheSlowestIsRemoved() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(3, OverflowPolicy.REJECT);
        store.addConsumer("dead", ConsumerStart.HEAD);
        append(store, 0, 3);
        store.removeConsumer("dead");
        append(store, 3, 100);
        assertThat(store.totalEventCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 1500})
    void neverHasMorePendingThanTheCapacityForWhoeverIsAdded(int capacity) {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(capacity, OverflowPolicy.REJECT);
        store.addConsumer("a", ConsumerStart.HEAD);
        Random random = new Random(capacity);
        for (int step = 0; step < 2000; step++) {
            fill(store);
            consume(store, "a", atMost(1 + random.nextInt(capacity)));
            store.removeConsumer("late");
            store.addConsumer("late", random.nextBoolean() ? ConsumerStart.EARLIEST : ConsumerStart.HEAD);
            fill(store);
            assertThat(store.counts("late").pending()).isLessThanOrEqualTo(capacity);
            assertThat(store.counts("late").dropped()).isZero();
            consume(store, "late");
        }
        assertThat(store.counts("a").dropped()).isZero();
    }

    private static void fill(InMemoryEventStore<FeatureEvent> store) {
        FeatureEvent event = Events.feature(0);
        while (store.append(event) == AppendResult.APPENDED) {
            assertThat(store.counts("a").pending()).isPositive();
        }
    }

    @Test
    void isClosedRatherThanFullOnceItIsStopped() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(1, OverflowPolicy.REJECT);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 1);
        store.stop();
        assertThat(store.append(Events.feature(1))).isEqualTo(AppendResult.CLOSED);
        assertThat(store.appendAll(Events.features(2))).isEqualTo(AppendResult.CLOSED);
        assertThat(consume(store, "a")).isEqualTo(range(0, 1));
    }

    @RepeatedTest(5)
    void accountsForEveryEventOfManyThreads() throws Exception {
        int capacity = 50;
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(capacity, OverflowPolicy.REJECT);
        store.addConsumer("a", ConsumerStart.HEAD);
        AtomicBoolean appending = new AtomicBoolean(true);
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            Future<Integer> singles = pool.submit(() -> countAppended(store, 1));
            Future<Integer> lists = pool.submit(() -> countAppended(store, 7));
            Future<List<Integer>> consumer = pool.submit(() -> {
                List<Integer> got = new ArrayList<>();
                while (appending.get() || store.pendingEventCount("a") > 0) {
                    assertThat(store.counts("a").pending()).isLessThanOrEqualTo(capacity);
                    got.addAll(consume(store, "a", atMost(9)));
                }
                return got;
            });
            int appended = singles.get(30, TimeUnit.SECONDS) + lists.get(30, TimeUnit.SECONDS);
            appending.set(false);
            assertThat(consumer.get(30, TimeUnit.SECONDS)).hasSize(appended);
            assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(appended, appended, 0, 0));
        } finally {
            pool.shutdownNow();
        }
        append(store, 0, capacity);
        assertThat(store.append(Events.feature(0)))
                .as("all room was given back")
                .isEqualTo(AppendResult.FULL);
    }

    private static int countAppended(InMemoryEventStore<FeatureEvent> store, int size) {
        int appended = 0;
        List<FeatureEvent> events = Events.features(size);
        for (int i = 0; i < 20_000; i++) {
            AppendResult result = size == 1 ? store.append(events.get(0)) : store.appendAll(events);
            appended += result == AppendResult.APPENDED ? size : 0;
        }
        return appended;
    }
}
