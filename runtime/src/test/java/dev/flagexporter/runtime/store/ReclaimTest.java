package dev.flagexporter.runtime.store;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.store.StoreFixture.ROOMY;
import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.atMost;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static dev.flagexporter.runtime.store.StoreFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ReclaimTest {

    private static final int CHUNK = 1024;

    private final InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY);

    private static Chunk head(InMemoryEventStore<?> store) {
        return store.log().head();
    }

    @Test
    void cutsTheChunksThatEveryConsumerHasPassed() {
        store.addConsumer("a", ConsumerStart.HEAD);
        store.addConsumer("b", ConsumerStart.HEAD);
        append(store, 0, 3 * CHUNK + 1);
        List<Chunk> chunks = chunks();
        consume(store, "a");
        assertThat(head(store)).as("b has not passed it").isSameAs(chunks.get(0));
        assertThat(chunks).noneMatch(Chunk::isCut);
        consume(store, "b");
        assertThat(head(store)).isSameAs(chunks.get(3));
        assertThat(chunks.subList(0, 3)).allMatch(Chunk::isCut);
        assertThat(chunks.get(3).isCut()).isFalse();
    }

    @Test
    void freesTheEvents() {
        store.addConsumer("a", ConsumerStart.HEAD);
        List<WeakReference<FeatureEvent>> events = appendTraced(CHUNK);
        append(store, 0, 1);
        consume(store, "a");
        assertFreed(events);
    }

    @Test
    void isNotHeldUpByALease() {
        store.addConsumer("hanging", ConsumerStart.HEAD);
        append(store, 0, 5);
        Lease<FeatureEvent> kept = store.lease("hanging", atMost(5));
        store.removeConsumer("hanging");
        store.addConsumer("a", ConsumerStart.HEAD);
        List<WeakReference<FeatureEvent>> events = appendTraced(CHUNK);
        append(store, 0, CHUNK);
        consume(store, "a");
        assertFreed(events);
        assertThat(StoreFixture.numbers(kept)).isEqualTo(range(0, 5));
    }

    @Test
    void freesWhatAHangingConsumerLagsBeyondTheCapacity() {
        InMemoryEventStore<FeatureEvent> small = StoreFixture.store(100);
        small.addConsumer("hanging", ConsumerStart.HEAD);
        append(small, 0, 10);
        Lease<FeatureEvent> kept = small.lease("hanging", LeaseLimits.UNLIMITED);
        WeakReference<FeatureEvent> event = new WeakReference<>(appendOne(small));
        append(small, 0, 1000);
        assertFreed(List.of(event));
        assertThat(kept.events()).hasSize(10);
        assertThat(chunkCount(small)).isLessThanOrEqualTo(100 / 64 + 2);
    }

    @Test
    void happensWithoutAnyConsumer() {
        append(store, 0, 10 * CHUNK);
        assertThat(chunkCount(store)).isLessThanOrEqualTo(2);
    }

    @Test
    void happensWhenTheLaggardIsRemoved() {
        store.addConsumer("dead", ConsumerStart.HEAD);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 5 * CHUNK + 1);
        consume(store, "a");
        assertThat(chunkCount(store)).isEqualTo(6);
        store.removeConsumer("dead");
        assertThat(chunkCount(store)).isEqualTo(1);
    }

    @Test
    void leavesAConsumerAloneThatStandsExactlyAtTheEndOfAChunk() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, CHUNK);
        assertThat(consume(store, "a")).hasSize(CHUNK);
        append(store, CHUNK, CHUNK + 5);
        store.addConsumer("b", ConsumerStart.HEAD);
        store.removeConsumer("b");
        assertThat(consume(store, "a")).isEqualTo(range(CHUNK, CHUNK + 5));
    }

    @Test
    void leavesAConsumerAloneThatWasAddedAtTheEndOfAChunk() {
        append(store, 0, CHUNK);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, CHUNK, 3 * CHUNK);
        store.addConsumer("b", ConsumerStart.HEAD);
        store.removeConsumer("b");
        assertThat(consume(store, "a")).isEqualTo(range(CHUNK, 3 * CHUNK));
    }

    @RepeatedTest(100)
    void missesNothingThatTwoConsumersPassAtTheSameTime() throws Exception {
        store.addConsumer("a", ConsumerStart.HEAD);
        store.addConsumer("b", ConsumerStart.HEAD);
        append(store, 0, 4 * CHUNK + 1);
        CyclicBarrier together = new CyclicBarrier(2);
        Thread other = new Thread(() -> {
            awaitQuietly(together);
            consume(store, "b");
        });
        other.start();
        awaitQuietly(together);
        consume(store, "a");
        other.join();
        assertThat(chunkCount(store)).isEqualTo(1);
    }

    @Test
    void leavesAnEmptyChunkAheadForTheAppenderOnceTheNewestIsHalfRead() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, CHUNK / 2);
        consume(store, "a");
        assertThat(chunkCount(store)).isEqualTo(1);
        append(store, CHUNK / 2, CHUNK / 2 + 1);
        consume(store, "a");
        assertThat(chunkCount(store)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, CHUNK})
    void neverLeavesMoreThanOneChunkAheadHoweverOftenItIsRead(int capacity) {
        InMemoryEventStore<FeatureEvent> small = StoreFixture.store(capacity);
        small.addConsumer("a", ConsumerStart.HEAD);
        small.addConsumer("b", ConsumerStart.HEAD);
        for (int number = 0; number < 3 * capacity; number++) {
            append(small, number, number + 1);
            assertThat(consume(small, "a")).containsExactly(number);
            assertThat(consume(small, "b")).containsExactly(number);
            assertThat(consume(small, "a")).isEmpty();
            assertThat(chunkCount(small)).isLessThanOrEqualTo(2);
        }
    }

    private static void awaitQuietly(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        for (Chunk chunk = head(store); chunk != null; chunk = chunk.next()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    private static int chunkCount(InMemoryEventStore<?> store) {
        int count = 0;
        for (Chunk chunk = head(store); chunk != null; chunk = chunk.next()) {
            count++;
        }
        return count;
    }

    private List<WeakReference<FeatureEvent>> appendTraced(int count) {
        List<WeakReference<FeatureEvent>> references = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            references.add(new WeakReference<>(appendOne(store)));
        }
        return references;
    }

    private static FeatureEvent appendOne(InMemoryEventStore<FeatureEvent> store) {
        FeatureEvent event = Events.feature(0);
        store.append(event);
        return event;
    }

    private static void assertFreed(List<WeakReference<FeatureEvent>> events) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            System.gc();
            assertThat(events).allMatch(event -> event.get() == null);
        });
    }
}
