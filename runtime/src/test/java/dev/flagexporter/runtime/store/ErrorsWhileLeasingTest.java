package dev.flagexporter.runtime.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.flagexporter.runtime.store.StoreFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Memory may be short when a consumer has just moved on: what it was to get comes again. */
class ErrorsWhileLeasingTest {

    private static final int EVENTS = 3000;

    /** No memory, once. */
    private static final class FailingConsumers extends Consumers<FeatureEvent> {

        private boolean failing;

        FailingConsumers() {
            super(FeatureEvent.class, EVENTS);
        }

        @Override
        boolean tryToHoldStructure() {
            if (failing) {
                failing = false;
                throw new OutOfMemoryError("on purpose");
            }
            return super.tryToHoldStructure();
        }
    }

    /** An event for whose size there is no memory, once. */
    private static final class ScarceEvent implements ExportableEvent {

        private boolean failing;

        @Override
        public EventType type() {
            return EventType.FEATURE;
        }

        @Override
        public String userKey() {
            return "";
        }

        @Override
        public String key() {
            return "";
        }

        @Override
        public long creationDate() {
            return 0;
        }

        @Override
        public @Nullable Object field(String name) {
            return null;
        }

        @Override
        public int sizeHint() {
            return 1;
        }

        @Override
        public int heapBytes() {
            if (failing) {
                failing = false;
                throw new OutOfMemoryError("on purpose");
            }
            return 100;
        }

        @Override
        public void writeJson(JsonGenerator generator) {
            throw new UnsupportedOperationException("it is not exported");
        }
    }

    @Test
    void loseNoLeaseThatIsCommitted() {
        Consumers<ScarceEvent> consumers = new Consumers<>(ScarceEvent.class, EVENTS);
        consumers.add("a", Long.MAX_VALUE);
        ScarceEvent event = new ScarceEvent();
        consumers.log().append(event);
        Consumer<ScarceEvent> consumer = consumers.get("a");
        Lease<ScarceEvent> lease = consumer.lease(LeaseLimits.UNLIMITED);
        event.failing = true;
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> consumer.commit(lease));
        assertThat(consumer.counts().pending()).isEqualTo(1);
        consumer.commit(lease);
        assertThat(consumer.counts().committed()).isEqualTo(1);
        assertThat(consumer.pendingBytes()).isZero();
    }

    @Test
    void loseNoEvent() {
        FailingConsumers consumers = new FailingConsumers();
        consumers.add("a", Long.MAX_VALUE);
        Events.features(EVENTS).forEach(consumers.log()::append);
        Consumer<FeatureEvent> consumer = consumers.get("a");
        consumers.failing = true;
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> consumer.lease(LeaseLimits.UNLIMITED));
        Lease<FeatureEvent> lease = consumer.lease(LeaseLimits.UNLIMITED);
        assertThat(StoreFixture.numbers(lease)).isEqualTo(range(0, EVENTS));
        consumer.commit(lease);
        assertThat(consumer.counts().committed()).isEqualTo(EVENTS);
    }
}
