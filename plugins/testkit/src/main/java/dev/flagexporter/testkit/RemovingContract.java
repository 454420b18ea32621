package dev.flagexporter.testkit;

import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Consumers that go. */
abstract class RemovingContract extends StoreContract {

    RemovingContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    @Test
    void endsAConsumerWithAllThatIsPending() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
        Lease<FeatureEvent> lease = store.lease("a", atMost(1));
        store.removeConsumer("a");
        assertUnknown(() -> store.lease("a", LeaseLimits.UNLIMITED));
        assertUnknown(() -> store.counts("a"));
        assertUnknown(() -> store.pendingEventCount("a"));
        assertUnknown(() -> store.whenPending("a", 1, Long.MAX_VALUE, () -> {}));
        assertUnknown(() -> store.pendingBytes("a"));
        assertUnknown(() -> store.isPushingBack("a"));
        assertUnknown(() -> store.commit(lease));
        assertUnknown(() -> store.processPendingEvents("a", events -> {}));
        assertThat(store.totalEventCount()).isZero();
    }

    private void assertUnknown(ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining("no consumer a");
    }

    @Test
    void ofAnUnknownConsumerDoesNothing() {
        store.addConsumer("a", ConsumerStart.HEAD);
        store.removeConsumer("b");
        append(store, 0, 1);
        assertThat(consume(store, "a")).isEqualTo(range(0, 1));
    }

    @Test
    void letsTheIdBeUsedAgain() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
        store.removeConsumer("a");
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 2, 3);
        assertThat(consume(store, "a")).isEqualTo(range(2, 3));
    }
}
