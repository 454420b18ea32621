package dev.flagexporter.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Many threads. */
abstract class SharingContract extends StoreContract {

    private static final int PER_THREAD = EventStoreContract.MIN_CAPACITY / 4;

    SharingContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    @Test
    void losesAndDoublesNothingAndKeepsEachThreadsOrder() {
        store.addConsumer("a", ConsumerStart.HEAD);
        store.addConsumer("late", ConsumerStart.HEAD);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> append(store, 0, PER_THREAD));
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> append(store, PER_THREAD, 2 * PER_THREAD));
        CompletableFuture<Void> both = CompletableFuture.allOf(first, second);
        List<Integer> got = new ArrayList<>();
        while (!both.isDone() && got.size() <= 2 * PER_THREAD) {
            got.addAll(consume(store, "a", atMost(100)));
        }
        both.join();
        List<Integer> rest = consume(store, "a", atMost(100));
        while (!rest.isEmpty() && got.size() <= 2 * PER_THREAD) {
            got.addAll(rest);
            rest = consume(store, "a", atMost(100));
        }
        assertBothThreadsEvents(got);
        assertBothThreadsEvents(consume(store, "late"));
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(2 * PER_THREAD, 2 * PER_THREAD, 0, 0));
    }

    private void assertBothThreadsEvents(List<Integer> got) {
        assertThat(got.stream().filter(number -> number < PER_THREAD).toList()).isEqualTo(range(0, PER_THREAD));
        assertThat(got.stream().filter(number -> number >= PER_THREAD).toList())
                .isEqualTo(range(PER_THREAD, 2 * PER_THREAD));
    }

    @Test
    void addsUpAtEveryMoment() {
        store.addConsumer("a", ConsumerStart.HEAD);
        CompletableFuture<Void> appender = CompletableFuture.runAsync(() -> append(store, 0, PER_THREAD));
        while (!appender.isDone()) {
            consume(store, "a", atMost(7));
            ConsumerCounts counts = store.counts("a");
            assertThat(counts.committed() + counts.pending() + counts.dropped()).isEqualTo(counts.appended());
        }
        appender.join();
    }
}
