package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;
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
