package dev.flagexporter.testkit;

import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The memory of what is pending. */
abstract class MeasuringContract extends StoreContract {

    /** Far more than what a store may count late. */
    private static final int MANY = 5_000;

    MeasuringContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    private long bytesOf(int events) {
        return (long) events * Events.feature(0).heapBytes();
    }

    @Test
    void growsWithThePendingEventsUntilTheyAreCommitted() {
        store.addConsumer("a", ConsumerStart.HEAD);
        assertThat(store.pendingBytes("a")).isZero();
        append(store, 0, MANY);
        assertThat(store.pendingBytes("a")).isBetween(bytesOf(MANY / 2), bytesOf(MANY * 2));
        Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
        assertThat(store.pendingBytes("a")).as("leased").isBetween(bytesOf(MANY / 2), bytesOf(MANY * 2));
        store.release(lease);
        assertThat(store.pendingBytes("a")).as("released").isBetween(bytesOf(MANY / 2), bytesOf(MANY * 2));
        consume(store, "a");
        assertThat(store.pendingBytes("a")).isZero();
    }

    @Test
    void countsWhatTheSlowestHasYetToTake() {
        store.addConsumer("slow", ConsumerStart.HEAD);
        store.addConsumer("quick", ConsumerStart.HEAD);
        append(store, 0, MANY);
        consume(store, "quick");
        assertThat(store.totalBytes()).isBetween(bytesOf(MANY / 2), bytesOf(MANY * 2));
        consume(store, "slow");
        assertThat(store.totalBytes()).isZero();
    }

    @Test
    void ignoresTheStateOfAnUnknownConsumer() {
        store.setFailing("unknown", true);
        store.addConsumer("a", ConsumerStart.HEAD);
        store.setFailing("a", false);
        append(store, 0, 1);
        assertThat(store.isPushingBack("a")).isFalse();
        assertThat(consume(store, "a")).isEqualTo(range(0, 1));
    }
}
