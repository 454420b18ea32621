package dev.flagexporter.testkit;

import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.PreparedAppend;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Appends in two steps. */
abstract class PreparingContract extends StoreContract {

    PreparingContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    @Test
    void appendsNothingYet() {
        store.addConsumer("a", ConsumerStart.HEAD);
        try (PreparedAppend prepared = store.prepare(Events.features(3))) {
            assertThat(prepared.answer()).isEqualTo(AppendResult.APPENDED);
            assertThat(store.pendingEventCount("a")).isZero();
            assertThat(prepared.append()).isEqualTo(AppendResult.APPENDED);
        }
        assertThat(consume(store, "a")).isEqualTo(range(0, 3));
    }

    @Test
    void appendsNothingAtAllWhenItIsGivenUp() {
        store.addConsumer("a", ConsumerStart.HEAD);
        store.prepare(Events.features(3)).close();
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(0, 0, 0, 0));
    }
}
