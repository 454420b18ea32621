package dev.flagexporter.runtime.store;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.PreparedAppend;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.atMost;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static dev.flagexporter.runtime.store.StoreFixture.range;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class PreparedAppendTest {

    private final InMemoryEventStore<FeatureEvent> store = StoreFixture.store(5, OverflowPolicy.REJECT);
    private final InMemoryEventStore<FeatureEvent> other = StoreFixture.store(5, OverflowPolicy.REJECT);

    @BeforeEach
    void add() {
        store.addConsumer("a", ConsumerStart.HEAD);
        other.addConsumer("a", ConsumerStart.HEAD);
    }

    @Test
    void keepsItsRoomUntilItIsAppended() {
        try (PreparedAppend prepared = store.prepare(Events.features(4))) {
            assertThat(prepared.answer()).isEqualTo(AppendResult.APPENDED);
            assertThat(store.pendingEventCount("a")).isZero();
            append(store, 9, 10);
            assertThat(store.append(Events.feature(10))).isEqualTo(AppendResult.FULL);
            assertThat(prepared.append()).isEqualTo(AppendResult.APPENDED);
        }
        assertThat(consume(store, "a")).containsExactly(9, 0, 1, 2, 3);
        append(store, 0, 5);
        assertThat(store.append(Events.feature(5))).isEqualTo(AppendResult.FULL);
    }

    @Test
    void givesItsRoomBackOnce() {
        PreparedAppend prepared = store.prepare(Events.features(5));
        prepared.close();
        prepared.close();
        append(store, 0, 5);
        assertThat(store.append(Events.feature(5))).isEqualTo(AppendResult.FULL);
        assertThat(consume(store, "a")).isEqualTo(range(0, 5));
    }

    @Test
    void isClosedWhenTheStoreStopsMeanwhile() {
        try (PreparedAppend prepared = store.prepare(Events.features(2))) {
            store.stop();
            assertThat(prepared.append()).isEqualTo(AppendResult.CLOSED);
        }
        assertThat(consume(store, "a")).isEmpty();
    }

    @Test
    void takesTheEventsOfTwoStoresTogetherOrNotAtAll() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        AtomicBoolean sending = new AtomicBoolean(true);
        try {
            Future<Integer> first = pool.submit(() -> send(5_000));
            Future<Integer> second = pool.submit(() -> send(5_000));
            Future<Integer> drained = pool.submit(() -> drainWhile(store, sending));
            Future<Integer> otherDrained = pool.submit(() -> drainWhile(other, sending));
            int taken = first.get(30, TimeUnit.SECONDS) + second.get(30, TimeUnit.SECONDS);
            sending.set(false);
            assertThat(drained.get(30, TimeUnit.SECONDS)).isEqualTo(2 * taken);
            assertThat(otherDrained.get(30, TimeUnit.SECONDS)).isEqualTo(3 * taken);
        } finally {
            pool.shutdownNow();
        }
        append(store, 0, 5);
        append(other, 0, 5);
    }

    private int send(int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            try (PreparedAppend two = store.prepare(Events.features(2));
                    PreparedAppend three = other.prepare(Events.features(3))) {
                if (two.answer() == AppendResult.APPENDED && three.answer() == AppendResult.APPENDED) {
                    assertThat(two.append()).isEqualTo(AppendResult.APPENDED);
                    assertThat(three.append()).isEqualTo(AppendResult.APPENDED);
                    taken++;
                }
            }
        }
        return taken;
    }

    private static int drainWhile(InMemoryEventStore<FeatureEvent> drained, AtomicBoolean sending) {
        int got = 0;
        while (sending.get() || drained.pendingEventCount("a") > 0) {
            assertThat(drained.pendingEventCount("a")).isLessThanOrEqualTo(5);
            got += consume(drained, "a", atMost(2)).size();
        }
        return got;
    }
}
