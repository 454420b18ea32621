package dev.flagexporter.runtime.store;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.flagexporter.runtime.store.StoreFixture.ROOMY;
import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.atMost;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** With a dispatcher that looks only when it is signalled: a wake-up that is lost is lost for ever here. */
@Timeout(60)
class WakeUpTest {

    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher(Long.MAX_VALUE);
    private final InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY, new Intake(), dispatcher);
    private final InMemoryEventStore<FeatureEvent> probe = StoreFixture.store(ROOMY, new Intake(), dispatcher);

    @BeforeEach
    void start() {
        dispatcher.start();
        store.addConsumer("a", ConsumerStart.HEAD);
        probe.addConsumer("probe", ConsumerStart.HEAD);
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void comesAtTheThresholdAndNotBefore() throws InterruptedException {
        CountDownLatch woken = arm("a", 3);
        append(store, 0, 2);
        dispatcherHasLooked();
        assertThat(woken.getCount()).isEqualTo(1);
        append(store, 2, 3);
        await(woken);
    }

    @Test
    void comesAtOnceWhenTheEventsAreThereAlready() throws InterruptedException {
        append(store, 0, 3);
        await(arm("a", 3));
    }

    @Test
    void comesOnceForManyEvents() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        store.whenPending("a", 1, Long.MAX_VALUE, calls::incrementAndGet);
        append(store, 0, 5000);
        dispatcherHasLooked();
        append(store, 5000, 6000);
        dispatcherHasLooked();
        assertThat(calls).hasValue(1);
    }

    @Test
    void replacesTheOneThatWasAskedForBefore() throws InterruptedException {
        CountDownLatch first = arm("a", 1);
        CountDownLatch second = arm("a", 2);
        append(store, 0, 2);
        await(second);
        dispatcherHasLooked();
        assertThat(first.getCount()).isEqualTo(1);
    }

    @Test
    void countsFromWhatIsLeasedAlready() throws InterruptedException {
        append(store, 0, 5);
        store.lease("a", atMost(5));
        CountDownLatch woken = arm("a", 2);
        append(store, 5, 6);
        dispatcherHasLooked();
        assertThat(woken.getCount()).isEqualTo(1);
        append(store, 6, 7);
        await(woken);
    }

    @Test
    void countsWhatWasReleased() throws InterruptedException {
        append(store, 0, 5);
        store.release(store.lease("a", LeaseLimits.UNLIMITED));
        await(arm("a", 5));
    }

    @Test
    void comesAtEachConsumersOwnThreshold() throws InterruptedException {
        CountDownLatch late = arm("a", 10);
        store.addConsumer("b", ConsumerStart.HEAD);
        CountDownLatch early = arm("b", 2);
        append(store, 0, 2);
        await(early);
        assertThat(late.getCount()).isEqualTo(1);
        append(store, 2, 10);
        await(late);
    }

    @Test
    void comesAlthoughEventsWereDropped() throws InterruptedException {
        InMemoryEventStore<FeatureEvent> small = StoreFixture.store(4, new Intake(), dispatcher);
        small.addConsumer("a", ConsumerStart.HEAD);
        append(small, 0, 100);
        CountDownLatch woken = new CountDownLatch(1);
        small.whenPending("a", 4, Long.MAX_VALUE, woken::countDown);
        await(woken);
        assertThat(consume(small, "a")).hasSize(4);
    }

    @Test
    void comesForAThresholdThatTheCapacityNeverHolds() throws InterruptedException {
        InMemoryEventStore<FeatureEvent> small = StoreFixture.store(4, new Intake(), dispatcher);
        small.addConsumer("a", ConsumerStart.HEAD);
        CountDownLatch woken = new CountDownLatch(1);
        small.whenPending("a", 50, Long.MAX_VALUE, woken::countDown);
        append(small, 0, 50);
        await(woken);
    }

    @Test
    void doesNotComeForAConsumerThatIsGone() throws InterruptedException {
        CountDownLatch woken = arm("a", 1);
        store.removeConsumer("a");
        append(store, 0, 5);
        dispatcherHasLooked();
        assertThat(woken.getCount()).isEqualTo(1);
    }

    @Test
    void neverRunsOnTheThreadThatAppends() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        Thread[] runner = new Thread[1];
        store.whenPending("a", 1, Long.MAX_VALUE, () -> {
            runner[0] = Thread.currentThread();
            woken.countDown();
        });
        append(store, 0, 1);
        await(woken);
        assertThat(runner[0]).isNotSameAs(Thread.currentThread());
        assertThat(runner[0].getName()).isEqualTo("flag-exporter-dispatcher");
    }

    @Test
    void isRefusedForAnUnknownConsumer() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.whenPending("nobody", 1, Long.MAX_VALUE, () -> {}));
    }

    @Test
    @Timeout(300)
    void isNeverLostAmongAMillion() throws InterruptedException {
        for (int wakeUps = 0; wakeUps < 1_000_000; ) {
            wakeUps += takeWhileEventsFlow(100_000);
        }
    }

    /** Takes all events of an appender, each time after a wake-up; answers how many wake-ups that were. */
    private int takeWhileEventsFlow(int total) throws InterruptedException {
        FeatureEvent event = Events.feature(0);
        Thread appender = new Thread(() -> {
            for (int i = 0; i < total; i++) {
                store.append(event);
            }
        });
        appender.start();
        Random random = new Random(42);
        int taken = 0;
        int wakeUps = 0;
        while (taken < total) {
            wakeUps++;
            await(arm("a", Math.min(1 + random.nextInt(3), total - taken)));
            Lease<FeatureEvent> lease = store.lease("a", atMost(1 + random.nextInt(20)));
            taken += lease.events().size();
            store.commit(lease);
        }
        appender.join();
        return wakeUps;
    }

    private CountDownLatch arm(String consumerId, long events) {
        CountDownLatch woken = new CountDownLatch(1);
        store.whenPending(consumerId, events, Long.MAX_VALUE, woken::countDown);
        return woken;
    }

    /** Whatever was due when this was called has run when it returns: the second round began after that. */
    private void dispatcherHasLooked() throws InterruptedException {
        for (int round = 0; round < 2; round++) {
            CountDownLatch looked = new CountDownLatch(1);
            append(probe, 0, 1);
            probe.whenPending("probe", 1, Long.MAX_VALUE, looked::countDown);
            await(looked);
            consume(probe, "probe");
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).as("woken").isTrue();
    }
}
