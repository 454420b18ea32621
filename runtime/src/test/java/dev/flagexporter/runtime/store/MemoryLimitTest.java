package dev.flagexporter.runtime.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.runtime.store.StoreFixture.atMost;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static dev.flagexporter.runtime.store.StoreFixture.numbers;
import static dev.flagexporter.runtime.store.StoreFixture.range;
import static dev.flagexporter.runtime.store.StoreFixture.sized;
import static dev.flagexporter.runtime.store.StoreFixture.storeOfBytes;
import static org.assertj.core.api.Assertions.assertThat;

/** The limit on the bytes of all events. */
@Timeout(60)
class MemoryLimitTest {

    private static final int SIZE = 10_000;

    private static void append(InMemoryEventStore<FeatureEvent> store, int from, int to) {
        for (int number = from; number < to; number++) {
            assertThat(store.append(sized(number, SIZE))).isEqualTo(AppendResult.APPENDED);
        }
    }

    private static List<FeatureEvent> list(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> sized(number, SIZE)).toList();
    }

    @Test
    void dropsTheOldestEventsOfTheConsumerThatLags() {
        InMemoryEventStore<FeatureEvent> store = storeOfBytes(50 * SIZE, OverflowPolicy.DROP_OLDEST);
        store.addConsumer("dead", ConsumerStart.HEAD);
        store.addConsumer("quick", ConsumerStart.HEAD);
        for (int number = 0; number < 500; number++) {
            append(store, number, number + 1);
            assertThat(consume(store, "quick")).containsExactly(number);
            assertThat(store.totalBytes()).isLessThanOrEqualTo(50 * SIZE);
        }
        assertThat(store.counts("quick").dropped()).isZero();
        List<Integer> kept = consume(store, "dead");
        assertThat(kept).hasSizeBetween(48, 50).isEqualTo(range(500 - kept.size(), 500));
        assertThat(store.counts("dead").dropped()).isEqualTo(500 - kept.size());
    }

    @Test
    void leavesLeasedEventsAlone() {
        InMemoryEventStore<FeatureEvent> store = storeOfBytes(5 * SIZE, OverflowPolicy.DROP_OLDEST);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 3);
        Lease<FeatureEvent> lease = store.lease("a", atMost(2));
        append(store, 3, 20);
        assertThat(numbers(lease)).isEqualTo(range(0, 2));
        assertThat(store.pendingBytes("a")).isEqualTo(2 * SIZE + store.totalBytes());
        store.release(lease);
        assertThat(consume(store, "a")).isEqualTo(range(0, 2));
        assertThat(store.pendingBytes("a")).isEqualTo(store.totalBytes());
        assertThat(consume(store, "a")).endsWith(19).hasSizeBetween(4, 5);
        assertThat(store.pendingBytes("a")).isZero();
    }

    @Test
    void isSharedByTheStoresAndTheLargerOneLosesEvents() {
        StoreSettings settings = StoreSettings.of(
                new StoreSettings.Limits(1000, 20 * SIZE, StoreSettings.EVERY_SIZE), OverflowPolicy.DROP_OLDEST);
        StoreResources shared = StoreResources.of(settings, new Intake(), new WakeUpDispatcher());
        InMemoryEventStore<FeatureEvent> large = new InMemoryEventStore<>(FeatureEvent.class, "1", settings, shared);
        InMemoryEventStore<FeatureEvent> small = new InMemoryEventStore<>(FeatureEvent.class, "2", settings, shared);
        large.addConsumer("dead", ConsumerStart.HEAD);
        small.addConsumer("behind", ConsumerStart.HEAD);
        append(large, 0, 30);
        append(small, 0, 8);
        append(large, 30, 40);
        assertThat(small.counts("behind").dropped()).isZero();
        assertThat(large.totalBytes() + small.totalBytes()).isLessThanOrEqualTo(20 * SIZE);
        assertThat(large.counts("dead").pending()).isBetween(11L, 12L);
    }

    @Test
    void countsSmallEventsByTheChunk() {
        FeatureEvent event = Events.feature(0);
        long size = EventSize.of(event);
        InMemoryEventStore<FeatureEvent> store = storeOfBytes(10_000 * size, OverflowPolicy.DROP_OLDEST);
        store.addConsumer("dead", ConsumerStart.HEAD);
        for (int i = 0; i < 100_000; i++) {
            store.append(event);
        }
        assertThat(store.counts("dead").pending()).isBetween(9_800L, 10_000L + 2 * 1024);
        assertThat(store.totalBytes()).isEqualTo(store.counts("dead").pending() * size);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECT", "DROP_NEWEST"})
    void keepsEventsOutByTheOtherPolicies(OverflowPolicy policy) {
        InMemoryEventStore<FeatureEvent> store = storeOfBytes(5 * SIZE, policy);
        AppendResult full = policy == OverflowPolicy.REJECT ? AppendResult.FULL : AppendResult.DROPPED;
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 3);
        assertThat(store.appendAll(list(3, 6))).isEqualTo(full);
        assertThat(store.appendAll(list(3, 5))).isEqualTo(AppendResult.APPENDED);
        assertThat(store.append(sized(5, SIZE))).isEqualTo(full);
        assertThat(store.append(Events.feature(5))).isEqualTo(full);
        assertThat(consume(store, "a", atMost(1))).containsExactly(0);
        append(store, 5, 6);
        assertThat(consume(store, "a")).isEqualTo(range(1, 6));
        assertThat(store.counts("a").dropped()).isZero();
    }

    @Test
    void takesNoEventThatIsLargerThanTheLimit() {
        for (OverflowPolicy policy : OverflowPolicy.values()) {
            InMemoryEventStore<FeatureEvent> store = storeOfBytes(SIZE, policy);
            store.addConsumer("a", ConsumerStart.HEAD);
            assertThat(store.append(sized(0, SIZE + 8))).isEqualTo(AppendResult.TOO_LARGE);
            assertThat(store.append(sized(0, SIZE))).isEqualTo(AppendResult.APPENDED);
            assertThat(consume(store, "a")).containsExactly(0);
        }
    }

    @Test
    void takesAListThatIsLargerThanTheLimitWhenNothingElseIsPending() {
        InMemoryEventStore<FeatureEvent> store = storeOfBytes(5 * SIZE, OverflowPolicy.REJECT);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 1);
        assertThat(store.appendAll(list(1, 10))).isEqualTo(AppendResult.FULL);
        consume(store, "a");
        assertThat(store.appendAll(list(1, 10))).isEqualTo(AppendResult.APPENDED);
        assertThat(store.append(sized(10, SIZE))).isEqualTo(AppendResult.FULL);
        assertThat(consume(store, "a")).isEqualTo(range(1, 10));
    }

    @Test
    void givesBackTheRoomOfAListThatIsNotAppended() {
        InMemoryEventStore<FeatureEvent> store = storeOfBytes(5 * SIZE, OverflowPolicy.REJECT);
        store.addConsumer("a", ConsumerStart.HEAD);
        for (int i = 0; i < 10; i++) {
            store.prepare(list(0, 5)).close();
        }
        assertThat(store.appendAll(list(0, 5))).isEqualTo(AppendResult.APPENDED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void countsEveryByteAtEveryStep(long seed) {
        InMemoryEventStore<FeatureEvent> store = storeOfBytes(200_000, OverflowPolicy.DROP_OLDEST);
        Random random = new Random(seed);
        List<FeatureEvent> appended = new ArrayList<>();
        store.addConsumer("a", ConsumerStart.HEAD);
        Lease<FeatureEvent> lease = null;
        for (int step = 0; step < 3000; step++) {
            int choice = random.nextInt(5);
            if (choice == 0 && lease != null) {
                store.commit(lease);
                lease = null;
            } else if (choice == 1 && lease != null) {
                store.release(lease);
                lease = null;
            } else if (choice == 2 && lease == null) {
                Lease<FeatureEvent> taken = store.lease("a", new LeaseLimits(1 + random.nextInt(50), 60_000));
                lease = taken.isEmpty() ? null : taken;
            } else if (choice == 3) {
                store.removeConsumer("late");
                store.addConsumer("late", random.nextBoolean() ? ConsumerStart.EARLIEST : ConsumerStart.HEAD);
            } else {
                FeatureEvent event =
                        random.nextBoolean() ? Events.feature(step) : sized(step, 8 * (600 + random.nextInt(1250)));
                store.append(event);
                appended.add(event);
                if (EventSize.of(event) >= EventSize.LARGE) {
                    assertThat(store.totalBytes()).isLessThanOrEqualTo(200_000);
                }
            }
            long pending = store.counts("a").pending();
            long held = lease == null ? 0 : EventSize.ofAll(lease.events());
            // all that is pending is the newest of what was appended, but for what is or was leased
            if (lease == null && store.pendingBytes("a") == store.totalBytes()) {
                long expected = EventSize.ofAll(appended.subList((int) (appended.size() - pending), appended.size()));
                assertThat(store.pendingBytes("a")).isEqualTo(expected);
            }
            assertThat(store.pendingBytes("a")).isGreaterThanOrEqualTo(held);
        }
        if (lease != null) {
            store.commit(lease);
        }
        while (!consume(store, "a", atMost(100)).isEmpty()) {
            assertThat(store.pendingBytes("a")).isNotNegative();
        }
        assertThat(store.pendingBytes("a")).isZero();
    }
}
