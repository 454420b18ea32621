package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.flagexporter.runtime.store.StoreFixture.ROOMY;
import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static org.assertj.core.api.Assertions.assertThat;

/** A stack may overflow at any instruction of an append; whatever it leaves behind, everybody else goes on. */
@Timeout(120)
class ErrorsWhileAppendingTest {

    private static final int OVERFLOWS = 3000;
    private static final long SMALL_STACK = 192 * 1024;

    @Test
    void leaveNoHole() throws InterruptedException {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY);
        store.addConsumer("a", ConsumerStart.HEAD);
        FeatureEvent event = Events.feature(1);
        overflow(() -> store.append(event));
        append(store, 5, 10);
        ConsumerCounts counts = store.counts("a");
        assertThat(counts.appended()).isGreaterThan(5);
        List<Integer> got = consume(store, "a");
        assertThat(got).hasSize((int) counts.appended()).endsWith(5, 6, 7, 8, 9);
    }

    @Test
    void leaveNoLockBehind() throws InterruptedException {
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(1);
        store.addConsumer("dead", ConsumerStart.HEAD);
        FeatureEvent event = Events.feature(1);
        overflow(() -> store.append(event));
        store.addConsumer("late", ConsumerStart.HEAD);
        append(store, 0, 1);
        assertThat(consume(store, "late")).containsExactly(0);
        assertThat(store.counts("dead").pending()).isEqualTo(1);
    }

    @Test
    void costALimitedStoreNoMoreThanTheRoomOfWhatWasLost() throws InterruptedException {
        int capacity = 200_000;
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(capacity, OverflowPolicy.REJECT);
        store.addConsumer("a", ConsumerStart.HEAD);
        FeatureEvent event = Events.feature(1);
        overflow(() -> {
            if (store.append(event) == AppendResult.FULL) {
                consume(store, "a");
            }
        });
        consume(store, "a");
        int room = 0;
        while (store.append(event) == AppendResult.APPENDED) {
            room++;
        }
        assertThat(room).isBetween(capacity - OVERFLOWS, capacity);
        assertThat(store.counts("a").dropped()).isZero();
    }

    @Test
    void doNotHangTheStop() throws InterruptedException {
        Intake impatient = new Intake(Duration.ofMillis(50));
        InMemoryEventStore<FeatureEvent> store = StoreFixture.store(2, impatient, new WakeUpDispatcher());
        store.addConsumer("a", ConsumerStart.HEAD);
        List<FeatureEvent> events = Events.features(3);
        overflow(() -> store.appendAll(events));
        Thread stopper = new Thread(store::stop);
        stopper.start();
        stopper.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(stopper.isAlive()).as("still stopping").isFalse();
        assertThat(store.append(events.get(0))).isEqualTo(AppendResult.CLOSED);
    }

    /** Runs an action at every depth of a small stack up to its end, again and again. */
    private static void overflow(Runnable action) throws InterruptedException {
        // once with room enough: a class that overflows while it is initialized is of no use ever after
        action.run();
        int[] overflows = new int[1];
        Thread thread = new Thread(
                null,
                () -> {
                    while (overflows[0] < OVERFLOWS) {
                        descend(action, overflows, 0);
                    }
                },
                "overflowing",
                SMALL_STACK);
        thread.start();
        thread.join();
        assertThat(overflows[0]).isGreaterThanOrEqualTo(OVERFLOWS);
    }

    /** On the way back from the deepest point, tries at each depth until there is room enough again. */
    private static boolean descend(Runnable action, int[] overflows, int depth) {
        try {
            if (!descend(action, overflows, depth + 1)) {
                return false;
            }
        } catch (StackOverflowError e) {
            // as deep as it gets
        }
        try {
            action.run();
            return false;
        } catch (StackOverflowError e) {
            overflows[0]++;
            return true;
        }
    }
}
