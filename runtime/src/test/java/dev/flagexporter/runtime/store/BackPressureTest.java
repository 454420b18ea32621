package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.atMost;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static dev.flagexporter.runtime.store.StoreFixture.range;
import static dev.flagexporter.runtime.store.StoreFixture.sized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A store of 100 events or 1 MB whose healthy consumers lose nothing. */
@Timeout(60)
class BackPressureTest {

    private static final int CAPACITY = 100;
    private static final int SIZE = 10_000;
    private static final Duration MAX_PUSH_BACK = Duration.ofSeconds(60);

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
    private final StoreSettings settings = new StoreSettings(
            new StoreSettings.Limits(CAPACITY, CAPACITY * SIZE, StoreSettings.EVERY_SIZE),
            OverflowPolicy.BACK_PRESSURE,
            Duration.ZERO,
            () -> false,
            MAX_PUSH_BACK);
    private final StoreResources resources = new StoreResources(
            new Intake(),
            new WakeUpDispatcher(),
            new MemoryLimit(settings.limits().maxBytes()),
            nanoTime::get);
    private final InMemoryEventStore<FeatureEvent> store =
            new InMemoryEventStore<>(FeatureEvent.class, "store1", settings, resources);

    @BeforeEach
    void addHealthy() {
        store.addConsumer("healthy", ConsumerStart.HEAD);
        store.setFailing("healthy", false);
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
        store.look();
    }

    private void fill() {
        FeatureEvent event = Events.feature(0);
        while (store.append(event) == AppendResult.APPENDED) {
            assertThat(store.counts("healthy").pending()).isLessThanOrEqualTo(CAPACITY);
        }
        store.look();
    }

    private static List<FeatureEvent> large(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> sized(number, SIZE)).toList();
    }

    @Test
    void isFullWhenAHealthyConsumerLagsByTheCapacity() {
        append(store, 0, CAPACITY);
        assertThat(store.append(Events.feature(0))).isEqualTo(AppendResult.FULL);
        assertThat(store.appendAll(Events.features(2))).isEqualTo(AppendResult.FULL);
        assertThat(store.notAppendedEventCount(AppendResult.FULL)).isEqualTo(3);
        assertThat(consume(store, "healthy", atMost(2))).isEqualTo(range(0, 2));
        append(store, CAPACITY, CAPACITY + 2);
        assertThat(consume(store, "healthy")).isEqualTo(range(2, CAPACITY + 2));
        assertThat(store.counts("healthy").dropped()).isZero();
    }

    @Test
    void isFullWhenAHealthyConsumerLagsByTheBytes() {
        assertThat(store.appendAll(large(0, 60))).isEqualTo(AppendResult.APPENDED);
        assertThat(store.appendAll(large(60, 101))).isEqualTo(AppendResult.FULL);
        Lease<FeatureEvent> lease = store.lease("healthy", atMost(50));
        assertThat(store.appendAll(large(60, 101)))
                .as("leased is not committed")
                .isEqualTo(AppendResult.FULL);
        store.commit(lease);
        assertThat(store.appendAll(large(60, 101))).isEqualTo(AppendResult.APPENDED);
        assertThat(consume(store, "healthy")).isEqualTo(range(50, 101));
    }

    @Test
    void dropsTheOldestEventsOfAConsumerThatFails() {
        store.addConsumer("dead", ConsumerStart.HEAD);
        for (int number = 0; number < 1000; number++) {
            append(store, number, number + 1);
            assertThat(consume(store, "healthy")).containsExactly(number);
        }
        assertThat(store.counts("dead").dropped()).isEqualTo(1000 - CAPACITY);
        assertThat(store.isPushingBack("dead")).isFalse();
        assertThat(store.counts("healthy").dropped()).isZero();
    }

    @Test
    void dropsTheOldestBytesOfAConsumerThatFails() {
        store.addConsumer("dead", ConsumerStart.HEAD);
        for (int number = 0; number < 300; number += 30) {
            assertThat(store.appendAll(large(number, number + 30))).isEqualTo(AppendResult.APPENDED);
            assertThat(consume(store, "healthy")).isEqualTo(range(number, number + 30));
            assertThat(store.totalBytes()).isLessThanOrEqualTo(CAPACITY * SIZE);
        }
        assertThat(store.counts("dead").dropped()).isGreaterThanOrEqualTo(200);
        assertThat(store.counts("dead").pending()).isBetween(90L, 100L);
    }

    @Test
    void countsANewConsumerAsFailingUntilItIsSaidToBeHealthy() {
        store.addConsumer("new", ConsumerStart.HEAD);
        append(store, 0, CAPACITY);
        consume(store, "healthy");
        append(store, 0, 50);
        assertThat(store.counts("new").dropped()).isEqualTo(50);
        store.setFailing("new", false);
        assertThat(store.append(Events.feature(0))).isEqualTo(AppendResult.FULL);
        assertThat(store.counts("new").dropped()).isEqualTo(50);
        store.setFailing("new", true);
        append(store, 50, 51);
    }

    @Test
    void ignoresTheStateOfAnUnknownConsumer() {
        store.setFailing("unknown", false);
        assertThatIllegalArgumentException().isThrownBy(() -> store.isPushingBack("unknown"));
    }

    @Test
    void hasRoomAgainWhenTheSlowConsumerFails() {
        store.addConsumer("other", ConsumerStart.HEAD);
        store.setFailing("other", false);
        fill();
        consume(store, "other");
        assertThat(store.append(Events.feature(0))).isEqualTo(AppendResult.FULL);
        store.setFailing("healthy", true);
        append(store, 0, CAPACITY);
        assertThat(store.append(Events.feature(0))).as("the other one lags now").isEqualTo(AppendResult.FULL);
    }

    @Test
    void tellsWhichConsumerPushesBackUntilThereIsRoom() {
        store.addConsumer("quick", ConsumerStart.HEAD);
        store.setFailing("quick", false);
        append(store, 0, CAPACITY);
        consume(store, "quick");
        store.look();
        assertThat(store.isPushingBack("healthy")).as("no sender had to wait").isFalse();
        fill();
        assertThat(store.isPushingBack("healthy")).isTrue();
        assertThat(store.isPushingBack("quick")).isFalse();
        consume(store, "healthy", atMost(CAPACITY / 2));
        store.look();
        assertThat(store.isPushingBack("healthy"))
                .as("half of the capacity is not enough")
                .isTrue();
        consume(store, "healthy", atMost(1));
        store.look();
        assertThat(store.isPushingBack("healthy")).isFalse();
    }

    @Test
    void tellsWhichConsumerPushesBackByBytes() {
        store.addConsumer("quick", ConsumerStart.HEAD);
        store.setFailing("quick", false);
        store.appendAll(large(0, 60));
        consume(store, "quick");
        assertThat(store.appendAll(large(0, 60))).isEqualTo(AppendResult.FULL);
        store.look();
        assertThat(store.isPushingBack("healthy")).isTrue();
        assertThat(store.isPushingBack("quick")).isFalse();
    }

    @Test
    void countsAConsumerAsFailingThatDoesNotDeliverItsBacklogInTime() {
        fill();
        pass(MAX_PUSH_BACK);
        assertThat(store.append(Events.feature(0))).as("still in time").isEqualTo(AppendResult.FULL);
        pass(Duration.ofNanos(1));
        assertThat(store.isPushingBack("healthy")).isFalse();
        append(store, 0, 50);
        assertThat(store.counts("healthy").dropped()).isEqualTo(50);
        consume(store, "healthy", atMost(CAPACITY - 10));
        store.look();
        append(store, 0, CAPACITY);
        assertThat(store.counts("healthy").dropped())
                .as("has not caught up yet")
                .isEqualTo(60);
        consume(store, "healthy", atMost(CAPACITY - 9));
        store.look();
        append(store, 0, CAPACITY - 9);
        assertThat(store.append(Events.feature(0))).as("has caught up").isEqualTo(AppendResult.FULL);
        assertThat(store.counts("healthy").dropped()).isEqualTo(60);
    }

    /** Its exporter hangs in a call. What it has leased is its own, whatever else it loses. */
    @Test
    void countsAConsumerAsFailingWhoseCallHangsForTheTime() {
        append(store, 0, CAPACITY);
        Lease<FeatureEvent> lease = store.lease("healthy", atMost(10));
        fill();
        pass(MAX_PUSH_BACK);
        assertThat(store.append(Events.feature(0))).as("still in time").isEqualTo(AppendResult.FULL);
        assertThat(store.counts("healthy").dropped()).isZero();
        pass(Duration.ofNanos(1));
        append(store, CAPACITY, CAPACITY + 30);
        assertThat(store.counts("healthy").dropped())
                .as("what is leased comes on top")
                .isEqualTo(20);
        store.commit(lease);
        assertThat(consume(store, "healthy")).isEqualTo(range(30, CAPACITY + 30));
    }

    @Test
    void waitsForAConsumerThatDeliversItsBacklogInTimeHoweverLongSendersSendMore() {
        fill();
        for (int i = 0; i < 100; i++) {
            pass(MAX_PUSH_BACK.dividedBy(4));
            consume(store, "healthy", atMost(CAPACITY / 3));
            fill();
            assertThat(store.isPushingBack("healthy")).isTrue();
        }
        assertThat(store.counts("healthy").dropped()).isZero();
    }
}
