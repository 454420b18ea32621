package dev.flagexporter.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What a lease holds. */
abstract class LeasingContract extends StoreContract {

    LeasingContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    @Test
    void isEmptyWhenNothingIsPending() {
        store.addConsumer("a", ConsumerStart.HEAD);
        Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
        assertThat(lease.isEmpty()).isTrue();
        assertThat(lease.consumerId()).isEqualTo("a");
        append(store, 0, 1);
        assertThat(consume(store, "a")).as("an empty lease need not be settled").hasSize(1);
    }

    @Test
    void takesNoMoreEventsThanTheLimit() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 5);
        assertThat(consume(store, "a", atMost(2))).isEqualTo(range(0, 2));
        assertThat(consume(store, "a", atMost(2))).isEqualTo(range(2, 4));
        assertThat(consume(store, "a", atMost(2))).isEqualTo(range(4, 5));
    }

    @Test
    void takesNoMoreBytesThanTheLimit() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 5);
        int size = Events.feature(0).sizeHint();
        assertThat(consume(store, "a", new LeaseLimits(100, 2L * size))).isEqualTo(range(0, 2));
        assertThat(consume(store, "a", new LeaseLimits(100, 2L * size - 1))).isEqualTo(range(2, 3));
    }

    @Test
    void takesOneEventThatIsLargerThanTheLimit() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
        assertThat(consume(store, "a", new LeaseLimits(100, 1))).isEqualTo(range(0, 1));
        assertThat(consume(store, "a", new LeaseLimits(100, 1))).isEqualTo(range(1, 2));
    }

    @Test
    void numbersTheEventsWithoutGaps() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 5);
        consume(store, "a", atMost(2));
        Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
        assertThat(List.of(lease.offset(0), lease.offset(1), lease.offset(2))).containsExactly(2L, 3L, 4L);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> lease.offset(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> lease.offset(-1));
    }

    @Test
    void staysTheSameWhileEventsFlow() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
        Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
        append(store, 2, 5);
        assertThat(numbers(lease)).isEqualTo(range(0, 2));
    }

    @Test
    void cannotBeModified() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
        Lease<FeatureEvent> lease = store.lease("a", LeaseLimits.UNLIMITED);
        assertUnmodifiable(lease);
        store.release(lease);
        Lease<FeatureEvent> part = store.lease("a", atMost(1));
        assertUnmodifiable(part);
        store.release(part);
        assertUnmodifiable(store.lease("a", LeaseLimits.UNLIMITED));
    }

    private void assertUnmodifiable(Lease<FeatureEvent> lease) {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> lease.events().add(Events.feature(9)));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> lease.events().remove(0));
    }

    @Test
    void failsWhileAnotherLeaseIsNotSettled() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
        store.lease("a", atMost(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> store.lease("a", atMost(1)))
                .withMessageContaining("not settled");
    }

    @Test
    void isEachConsumersOwn() {
        store.addConsumer("a", ConsumerStart.HEAD);
        store.addConsumer("b", ConsumerStart.HEAD);
        append(store, 0, 3);
        assertThat(consume(store, "a", atMost(2))).isEqualTo(range(0, 2));
        assertThat(consume(store, "b")).isEqualTo(range(0, 3));
        assertThat(consume(store, "a")).isEqualTo(range(2, 3));
    }

    @Test
    void thatIsNeverSettledHoldsUpNobodyElse() {
        store.addConsumer("hanging", ConsumerStart.HEAD);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 3);
        Lease<FeatureEvent> hanging = store.lease("hanging", atMost(2));
        append(store, 3, 5);
        store.addConsumer("late", ConsumerStart.HEAD);
        append(store, 5, 6);
        assertThat(consume(store, "a")).isEqualTo(range(0, 6));
        assertThat(consume(store, "late")).isEqualTo(range(5, 6));
        store.removeConsumer("late");
        store.stop();
        assertThat(numbers(hanging)).isEqualTo(range(0, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1023, 1024, 1025, 2048})
    void worksWithBatchesOfEverySizeAcrossChunks(int batch) {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2500);
        List<Integer> got = new ArrayList<>();
        List<Integer> next = consume(store, "a", atMost(batch));
        while (!next.isEmpty()) {
            assertThat(next.size()).isEqualTo(Math.min(batch, 2500 - got.size()));
            got.addAll(next);
            next = consume(store, "a", atMost(batch));
        }
        assertThat(got).isEqualTo(range(0, 2500));
    }
}
