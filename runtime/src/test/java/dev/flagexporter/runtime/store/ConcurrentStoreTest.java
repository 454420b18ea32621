package dev.flagexporter.runtime.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.store.StoreFixture.ROOMY;
import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.atMost;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class ConcurrentStoreTest {

    private static final int PER_THREAD = 20_000;
    private static final int THREADS = 4;

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void end() throws InterruptedException {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void losesAndDoublesNothingAndKeepsEachThreadsOrder() throws Exception {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY);
        store.addConsumer("a", ConsumerStart.HEAD);
        store.addConsumer("late", ConsumerStart.HEAD);
        List<Future<?>> appenders = startAppenders(store);
        assertEachThreadsEvents(consumeUntil(store, "a", THREADS * PER_THREAD, 100));
        join(appenders);
        assertEachThreadsEvents(consume(store, "late"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void accountsForEveryEventWithSmallChunks(int capacity) throws Exception {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(capacity);
        store.addConsumer("a", ConsumerStart.HEAD);
        store.addConsumer("dead", ConsumerStart.HEAD);
        List<Future<?>> appenders = startAppenders(store);
        AtomicBoolean appending = new AtomicBoolean(true);
        Future<List<Integer>> consumer = pool.submit(() -> {
            List<Integer> got = new ArrayList<>();
            while (appending.get()) {
                got.addAll(consume(store, "a", atMost(7)));
                ConsumerCounts counts = store.counts("a");
                assertThat(counts.committed() + counts.pending() + counts.dropped())
                        .isEqualTo(counts.appended());
                assertThat(counts.pending()).isLessThanOrEqualTo(capacity);
            }
            return got;
        });
        join(appenders);
        appending.set(false);
        List<Integer> got = consumer.get();
        got.addAll(consume(store, "a"));
        assertIncreasingPerThread(got);
        int all = THREADS * PER_THREAD;
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(all, got.size(), 0, all - got.size()));
        assertThat(store.counts("dead")).isEqualTo(new ConsumerCounts(all, 0, capacity, all - capacity));
    }

    @Test
    void addsAndRemovesConsumersWhileEventsFlow() throws Exception {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY);
        store.addConsumer("a", ConsumerStart.HEAD);
        Future<?> appender = pool.submit(() -> append(store, 0, PER_THREAD));
        List<Integer> got = new ArrayList<>();
        for (int i = 0; i < 500 || !appender.isDone(); i++) {
            String id = "guest-" + i;
            store.addConsumer(id, i % 2 == 0 ? ConsumerStart.HEAD : ConsumerStart.EARLIEST);
            assertContiguous(consume(store, id, atMost(50)));
            got.addAll(consume(store, "a", atMost(200)));
            store.removeConsumer(id);
        }
        appender.get();
        got.addAll(consume(store, "a"));
        assertThat(got).isEqualTo(StoreFixture.range(0, PER_THREAD));
    }

    @Test
    void endsTheCallsOfAConsumerThatIsRemovedMeanwhile() throws Exception {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(4);
        store.addConsumer("other", ConsumerStart.HEAD);
        AtomicBoolean running = new AtomicBoolean(true);
        Future<?> appender = pool.submit(() -> {
            for (int number = 0; running.get(); number++) {
                append(store, number, number + 1);
                consume(store, "other");
            }
        });
        Future<?> user = pool.submit(() -> {
            while (running.get()) {
                try {
                    store.counts("guest");
                    consume(store, "guest");
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageContaining("no consumer guest");
                }
            }
        });
        for (int i = 0; i < 5_000; i++) {
            store.addConsumer("guest", ConsumerStart.HEAD);
            store.removeConsumer("guest");
        }
        running.set(false);
        user.get(20, TimeUnit.SECONDS);
        appender.get(20, TimeUnit.SECONDS);
    }

    private List<Future<?>> startAppenders(InMemoryEventStore<FeatureEvent> store) {
        CountDownLatch together = new CountDownLatch(THREADS);
        List<Future<?>> appenders = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * PER_THREAD;
            appenders.add(pool.submit(() -> {
                together.countDown();
                together.await();
                append(store, first, first + PER_THREAD);
                return null;
            }));
        }
        return appenders;
    }

    private static void join(List<Future<?>> appenders) throws Exception {
        for (Future<?> appender : appenders) {
            appender.get(60, TimeUnit.SECONDS);
        }
    }

    private static List<Integer> consumeUntil(
            InMemoryEventStore<FeatureEvent> store, String consumerId, int count, int batch) {
        List<Integer> got = new ArrayList<>();
        while (got.size() < count) {
            got.addAll(consume(store, consumerId, atMost(batch)));
        }
        return got;
    }

    private static void assertEachThreadsEvents(List<Integer> got) {
        assertThat(got).hasSize(THREADS * PER_THREAD);
        assertIncreasingPerThread(got);
    }

    private static void assertIncreasingPerThread(List<Integer> got) {
        int[] last = new int[THREADS];
        Arrays.fill(last, -1);
        for (int number : got) {
            int thread = number / PER_THREAD;
            assertThat(number).isGreaterThan(last[thread]);
            last[thread] = number;
        }
    }

    private static void assertContiguous(List<Integer> got) {
        if (!got.isEmpty()) {
            int first = got.get(0);
            assertThat(got).isEqualTo(StoreFixture.range(first, first + got.size()));
        }
    }
}
