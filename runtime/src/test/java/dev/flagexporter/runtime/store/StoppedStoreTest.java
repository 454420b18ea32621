package dev.flagexporter.runtime.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.store.StoreFixture.ROOMY;
import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static dev.flagexporter.runtime.store.StoreFixture.range;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class StoppedStoreTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void staysClosedWithTinyCapacities(int capacity) {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(capacity);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 10);
        store.stop();
        assertThat(store.append(Events.feature(9))).isEqualTo(AppendResult.CLOSED);
        assertThat(consume(store, "a")).isEqualTo(range(10 - capacity, 10));
    }

    @Test
    void stillTakesAndLosesConsumers() {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY);
        append(store, 0, 2);
        store.stop();
        store.addConsumer("late", ConsumerStart.EARLIEST);
        assertThat(consume(store, "late")).isEqualTo(range(0, 2));
        store.removeConsumer("late");
        assertThat(store.totalEventCount()).isZero();
    }

    @RepeatedTest(30)
    void hasTakenEachListAsAWholeOrNotAtAll() throws Exception {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY * 10);
        store.addConsumer("a", ConsumerStart.HEAD);
        int threads = 4;
        int size = 7;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch flowing = new CountDownLatch(threads);
            List<Future<Set<Integer>>> appenders = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * 10_000_000;
                appenders.add(pool.submit(untilClosed(store, first, size, flowing)));
            }
            flowing.await();
            store.stop();
            Set<Integer> acknowledged = new HashSet<>();
            for (Future<Set<Integer>> appender : appenders) {
                acknowledged.addAll(appender.get());
            }
            List<Integer> stored = consume(store, "a");
            assertThat(new HashSet<>(stored)).isEqualTo(acknowledged);
            assertThat(stored).hasSameSizeAs(acknowledged);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Appends lists until one is refused; the numbers of the events that were answered as appended. */
    private static Callable<Set<Integer>> untilClosed(
            InMemoryEventStore<FeatureEvent> store, int first, int size, CountDownLatch flowing) {
        return () -> {
            Set<Integer> acknowledged = new HashSet<>();
            int next = first;
            while (true) {
                List<FeatureEvent> events = IntStream.range(next, next + size)
                        .mapToObj(Events::feature)
                        .toList();
                if (store.appendAll(events) == AppendResult.CLOSED) {
                    return acknowledged;
                }
                acknowledged.addAll(range(next, next + size));
                next += size;
                flowing.countDown();
            }
        };
    }

    @RepeatedTest(30)
    void hasEverySingleEventThatWasAnsweredAsAppended() throws Exception {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY * 10);
        store.addConsumer("a", ConsumerStart.HEAD);
        CountDownLatch flowing = new CountDownLatch(1);
        int[] acknowledged = new int[1];
        Thread appender = new Thread(() -> {
            while (store.append(Events.feature(acknowledged[0])) == AppendResult.APPENDED) {
                acknowledged[0]++;
                flowing.countDown();
            }
        });
        appender.start();
        flowing.await();
        store.stop();
        List<Integer> atOnce = consume(store, "a");
        appender.join();
        assertThat(atOnce).as("nothing comes after the stop").isEqualTo(range(0, acknowledged[0]));
    }
}
