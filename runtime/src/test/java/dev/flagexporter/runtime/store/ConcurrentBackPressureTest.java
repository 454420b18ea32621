package dev.flagexporter.runtime.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
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
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A healthy consumer, one that fails now and then, and senders of small and large events, all at the same time. */
@Timeout(60)
class ConcurrentBackPressureTest {

    private static final int CAPACITY = 3000;
    private static final long MAX_BYTES = 2_000_000;
    private static final int SIZE = 8_000;
    private static final int LIST = 7;
    private static final int ROUNDS = 4_000;

    /** Two blocks of small events are counted late, and each of two senders may be in the middle of an append. */
    private static final long SLACK = 2 * 1024 * EventSize.of(Events.feature(0)) + 2L * LIST * SIZE;

    private final InMemoryEventStore<FeatureEvent> store = StoreFixture.store(StoreSettings.of(
            new StoreSettings.Limits(CAPACITY, MAX_BYTES, StoreSettings.EVERY_SIZE), OverflowPolicy.BACK_PRESSURE));
    private final AtomicBoolean appending = new AtomicBoolean(true);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<FeatureEvent> large = new ArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private int appendSmall() {
        int appended = 0;
        FeatureEvent event = Events.feature(0);
        for (int i = 0; i < 20 * ROUNDS; i++) {
            appended += store.append(event) == AppendResult.APPENDED ? 1 : 0;
        }
        return appended;
    }

    private int appendLarge() {
        int appended = 0;
        for (int i = 0; i < ROUNDS; i++) {
            appended += store.appendAll(large) == AppendResult.APPENDED ? LIST : 0;
            appended += store.append(large.get(0)) == AppendResult.APPENDED ? 1 : 0;
            store.look();
        }
        return appended;
    }

    private int consume() {
        int consumed = 0;
        while (appending.get() || store.pendingEventCount("healthy") > 0) {
            Lease<FeatureEvent> lease = store.lease("healthy", new LeaseLimits(100, 100_000));
            consumed += lease.events().size();
            if (!lease.isEmpty()) {
                store.commit(lease);
            }
            assertThat(store.pendingBytes("healthy"))
                    .as("of an event: %d", EventSize.of(Events.feature(0)))
                    .isBetween(0L, MAX_BYTES + SLACK);
        }
        return consumed;
    }

    /** Never holds the store up for long, and never loses an event that it has on lease. */
    private boolean consumeNowAndThen() {
        Random random = new Random(1);
        while (appending.get()) {
            store.setFailing("flapping", random.nextInt(4) > 0);
            Lease<FeatureEvent> lease = store.lease("flapping", new LeaseLimits(500, MAX_BYTES));
            if (lease.isEmpty()) {
                continue;
            }
            if (random.nextBoolean()) {
                store.commit(lease);
            } else {
                store.release(lease);
            }
            store.setFailing("flapping", true);
        }
        return true;
    }

    private <T> Future<T> start(Callable<T> task) {
        return threads.submit(task);
    }

    @RepeatedTest(5)
    void losesNothingOfTheHealthyOneAndNoByteOfTheCount() throws Exception {
        for (int i = 0; i < LIST; i++) {
            large.add(StoreFixture.sized(i, SIZE));
        }
        store.addConsumer("healthy", ConsumerStart.HEAD);
        store.setFailing("healthy", false);
        store.addConsumer("flapping", ConsumerStart.HEAD);
        Future<Integer> consumed = start(this::consume);
        Future<Boolean> flapping = start(this::consumeNowAndThen);
        Future<Integer> small = start(this::appendSmall);
        Future<Integer> lists = start(this::appendLarge);
        int appended = small.get(40, TimeUnit.SECONDS) + lists.get(40, TimeUnit.SECONDS);
        appending.set(false);
        assertThat(consumed.get(10, TimeUnit.SECONDS)).isEqualTo(appended);
        assertThat(flapping.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(store.counts("healthy")).isEqualTo(new ConsumerCounts(appended, appended, 0, 0));
        assertThat(store.pendingBytes("healthy")).isZero();
        ConsumerCounts counts = store.counts("flapping");
        assertThat(counts.committed() + counts.pending() + counts.dropped()).isEqualTo(appended);
        StoreFixture.consume(store, "flapping");
        StoreFixture.consume(store, "flapping");
        assertThat(store.pendingBytes("flapping")).isZero();
        assertThat(store.totalBytes()).isZero();
        assertThat(store.appendAll(large)).as("all room was given back").isEqualTo(AppendResult.APPENDED);
    }
}
