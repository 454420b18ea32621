package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.atMost;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static dev.flagexporter.runtime.store.StoreFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A full store that has its senders wait; the time-out is longer than any test may take. */
@Timeout(40)
class BlockingStoreTest {

    private final InMemoryEventStore<FeatureEvent> store = StoreFixture.store(2, OverflowPolicy.BLOCK);
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final AtomicReference<Thread> sender = new AtomicReference<>();

    @BeforeEach
    void fill() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
    }

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    /** Appends on another thread, and returns as soon as that waits. */
    private Future<AppendResult> waitingAppend(int events) {
        Future<AppendResult> result = pool.submit(() -> {
            sender.set(Thread.currentThread());
            return events == 1 ? store.append(Events.feature(2)) : store.appendAll(Events.features(events));
        });
        await().until(() -> sender.get() != null && sender.get().getState() == Thread.State.TIMED_WAITING);
        return result;
    }

    private static AppendResult get(Future<AppendResult> result) throws Exception {
        return result.get(20, TimeUnit.SECONDS);
    }

    @Test
    void goesOnWhenAConsumerCommits() throws Exception {
        Future<AppendResult> result = waitingAppend(1);
        Lease<FeatureEvent> lease = store.lease("a", atMost(1));
        assertThat(result.isDone()).isFalse();
        store.commit(lease);
        assertThat(get(result)).isEqualTo(AppendResult.APPENDED);
        assertThat(consume(store, "a")).isEqualTo(range(1, 3));
    }

    @Test
    void waitsUntilThereIsRoomForAllOfAList() throws Exception {
        Future<AppendResult> result = waitingAppend(2);
        consume(store, "a", atMost(1));
        await().until(() -> sender.get().getState() == Thread.State.TIMED_WAITING);
        assertThat(store.pendingEventCount("a")).isEqualTo(1);
        consume(store, "a", atMost(1));
        assertThat(get(result)).isEqualTo(AppendResult.APPENDED);
        assertThat(consume(store, "a")).isEqualTo(range(0, 2));
    }

    @Test
    void goesOnWhenTheSlowestConsumerIsRemoved() throws Exception {
        Future<AppendResult> result = waitingAppend(1);
        store.removeConsumer("a");
        assertThat(get(result)).isEqualTo(AppendResult.APPENDED);
    }

    @Test
    void isClosedWhenTheStoreIsStopped() throws Exception {
        Future<AppendResult> result = waitingAppend(2);
        store.stop();
        assertThat(get(result)).isEqualTo(AppendResult.CLOSED);
        assertThat(consume(store, "a")).isEqualTo(range(0, 2));
    }

    @Test
    void rejectsWhenItIsInterruptedAndKeepsTheInterrupt() throws Exception {
        Future<AppendResult> result = waitingAppend(1);
        sender.get().interrupt();
        assertThat(get(result)).isEqualTo(AppendResult.FULL);
        Thread.currentThread().interrupt();
        assertThat(store.append(Events.feature(3))).isEqualTo(AppendResult.FULL);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.notAppendedEventCount(AppendResult.FULL)).isEqualTo(2);
    }

    @Test
    void doesNotWaitForWhatCanNeverFit() {
        assertThat(store.appendAll(Events.features(3))).isEqualTo(AppendResult.FULL);
    }

    @Test
    void rejectsWhenTheTimeIsOver() {
        assertThat(full(Duration.ofMillis(1), true).append(Events.feature(2))).isEqualTo(AppendResult.FULL);
    }

    @Test
    void neverWaitsOnAnInputOutputThread() {
        assertThat(full(Duration.ofDays(1), false).append(Events.feature(2))).isEqualTo(AppendResult.FULL);
    }

    private static InMemoryEventStore<FeatureEvent> full(Duration timeout, boolean mayBlock) {
        StoreSettings settings = new StoreSettings(
                StoreSettings.Limits.ofCapacity(2),
                OverflowPolicy.BLOCK,
                timeout,
                () -> mayBlock,
                Duration.ofMinutes(1));
        InMemoryEventStore<FeatureEvent> full = StoreFixture.store(settings);
        full.addConsumer("a", ConsumerStart.HEAD);
        append(full, 0, 2);
        return full;
    }

    @Test
    void missesNoRoomHoweverOftenItIsMade() throws Exception {
        int events = 20_000;
        consume(store, "a");
        Future<?> first = pool.submit(() -> append(store, 0, events));
        Future<?> second = pool.submit(() -> append(store, 0, events));
        int got = 0;
        while (got < 2 * events) {
            got += consume(store, "a", atMost(1 + got % 2)).size();
        }
        first.get();
        second.get();
        assertThat(store.notAppendedEventCount(AppendResult.FULL)).isZero();
    }
}
