package dev.flagexporter.testkit;

import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The end of a store. */
abstract class StoppingContract extends StoreContract {

    StoppingContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025})
    void keepsWhatWasAppendedAndTakesNothingMore(int before) {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, before);
        store.stop();
        assertThat(store.append(Events.feature(9))).isEqualTo(AppendResult.CLOSED);
        assertThat(store.appendAll(Events.features(2))).isEqualTo(AppendResult.CLOSED);
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(before, 0, before, 0));
        assertThat(store.totalEventCount()).isEqualTo(before);
        assertThat(consume(store, "a")).isEqualTo(range(0, before));
        assertThat(consume(store, "a")).isEmpty();
    }

    @Test
    void mayBeRepeated() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 1);
        store.stop();
        store.stop();
        assertThat(consume(store, "a")).isEqualTo(range(0, 1));
    }
}
