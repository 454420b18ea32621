package dev.flagexporter.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.LeaseLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How consumers are woken. */
abstract class WakingContract extends StoreContract {

    private final Duration patience;

    WakingContract(Supplier<EventStore<FeatureEvent>> stores, Duration patience) {
        super(stores);
        this.patience = patience;
    }

    @BeforeEach
    void addConsumer() {
        store.addConsumer("a", ConsumerStart.HEAD);
    }

    @Test
    void comesOnceAsManyEventsArePending() {
        AtomicInteger appended = new AtomicInteger();
        CompletableFuture<Integer> woken = new CompletableFuture<>();
        store.whenPending("a", 3, Long.MAX_VALUE, () -> woken.complete(appended.get()));
        for (int i = 0; i < 3; i++) {
            append(store, i, appended.incrementAndGet());
        }
        assertThat(await(woken)).isEqualTo(3);
    }

    @Test
    void comesAtOnceWhenTheEventsAreThereAlready() {
        append(store, 0, 3);
        await(wakeUp("a", 3));
    }

    @Test
    void comesOnceAsManyBytesArePending() {
        AtomicInteger appended = new AtomicInteger();
        CompletableFuture<Integer> woken = new CompletableFuture<>();
        long bytes = 3L * Events.feature(0).heapBytes();
        store.whenPending("a", Long.MAX_VALUE, bytes, () -> woken.complete(appended.get()));
        for (int i = 0; i < 3; i++) {
            append(store, i, appended.incrementAndGet());
        }
        assertThat(await(woken)).isEqualTo(3);
    }

    @Test
    void comesForEventsThatWereReleased() {
        append(store, 0, 3);
        store.release(store.lease("a", LeaseLimits.UNLIMITED));
        await(wakeUp("a", 3));
    }

    @Test
    void comesOnce() {
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<Integer> first = new CompletableFuture<>();
        store.whenPending("a", 1, Long.MAX_VALUE, () -> first.complete(calls.incrementAndGet()));
        store.addConsumer("last", ConsumerStart.HEAD);
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Thread> woken = wakeUp("last", 1);
            append(store, i, i + 1);
            await(woken);
            consume(store, "last");
        }
        await(first);
        assertThat(calls).hasValue(1);
    }

    @Test
    void neverRunsOnTheThreadThatAppends() {
        CompletableFuture<Thread> woken = wakeUp("a", 1);
        append(store, 0, 1);
        assertThat(await(woken)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void comesAgainAndAgainForWhoAsksAgain() {
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Thread> woken = wakeUp("a", 1);
            append(store, i, i + 1);
            await(woken);
            consume(store, "a");
        }
    }

    private CompletableFuture<Thread> wakeUp(String consumerId, long events) {
        CompletableFuture<Thread> woken = new CompletableFuture<>();
        store.whenPending(consumerId, events, Long.MAX_VALUE, () -> woken.complete(Thread.currentThread()));
        return woken;
    }

    private <T> T await(CompletableFuture<T> woken) {
        assertThat(woken).as("the wake-up").succeedsWithin(patience);
        return woken.join();
    }
}
