package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.List;

import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeliveryQueueTest {

    private static final LeaseLimits LIMITS = new LeaseLimits(2, Long.MAX_VALUE);

    private final EventStore<FeatureEvent> store = DeliveryHarness.store(100, OverflowPolicy.DROP_OLDEST);

    /** A store whose first lease comes when there is no memory to make a delivery of it. */
    private static final class ShortOfMemory extends ForwardingStore {

        private boolean isShort = true;

        ShortOfMemory(EventStore<FeatureEvent> store) {
            super(store);
        }

        @Override
        public Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
            Lease<FeatureEvent> lease = super.lease(consumerId, limits);
            return isShort ? new Unreadable(lease) : lease;
        }

        @Override
        public void release(Lease<FeatureEvent> lease) {
            isShort = false;
            super.release(((Unreadable) lease).lease());
        }
    }

    private record Unreadable(Lease<FeatureEvent> lease) implements Lease<FeatureEvent> {

        @Override
        public String consumerId() {
            return lease.consumerId();
        }

        @Override
        public boolean isEmpty() {
            return lease.isEmpty();
        }

        @Override
        public List<FeatureEvent> events() {
            throw new OutOfMemoryError("on purpose");
        }

        @Override
        public long offset(int position) {
            return lease.offset(position);
        }
    }

    @Test
    void givesALeaseBackThatItHasNoMemoryFor() {
        store.addConsumer("lake", ConsumerStart.HEAD);
        store.appendAll(Events.features(3));
        DeliveryQueue<FeatureEvent> queue = new DeliveryQueue<>(new ShortOfMemory(store), "lake");
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> queue.next(LIMITS, Instant.EPOCH));
        assertThat(queue.next(LIMITS, Instant.EPOCH).events()).isEqualTo(Events.features(2));
        queue.settle(new Outcome.Delivered(), FailurePolicy.DEFAULT);
        assertThat(store.counts("lake").committed()).isEqualTo(2);
        assertThat(store.pendingEventCount("lake")).isEqualTo(1);
    }
}
