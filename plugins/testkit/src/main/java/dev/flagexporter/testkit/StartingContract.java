package dev.flagexporter.testkit;

import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Where consumers begin. */
abstract class StartingContract extends StoreContract {

    StartingContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    @Test
    void atTheHeadGetsWhatComesFromNowOn() {
        append(store, 0, 3);
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 3, 5);
        assertThat(consume(store, "a")).isEqualTo(range(3, 5));
    }

    @Test
    void atTheEarliestGetsWhatIsStillThere() {
        append(store, 0, 3);
        store.addConsumer("a", ConsumerStart.EARLIEST);
        append(store, 3, 5);
        assertThat(consume(store, "a")).isEqualTo(range(0, 5));
    }

    @Test
    void failsForAnIdThatIsTaken() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.addConsumer("a", ConsumerStart.HEAD))
                .withMessageContaining("a already");
        assertThat(store.pendingEventCount("a")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2048})
    void worksAtEveryPlaceOfAChunk(int before) {
        store.addConsumer("first", ConsumerStart.HEAD);
        append(store, 0, before);
        store.addConsumer("a", ConsumerStart.HEAD);
        assertThat(store.pendingEventCount("a")).isZero();
        append(store, before, before + 3);
        assertThat(consume(store, "a")).isEqualTo(range(before, before + 3));
        assertThat(consume(store, "first")).isEqualTo(range(0, before + 3));
    }
}
