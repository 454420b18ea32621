package dev.flagexporter.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The reference's call. */
abstract class ProcessingContract extends StoreContract {

    ProcessingContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    @Test
    void commitsWhenTheFunctionReturns() throws Exception {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
        AtomicReference<List<FeatureEvent>> got = new AtomicReference<>();
        store.processPendingEvents("a", got::set);
        assertThat(got.get()).hasSize(2);
        assertThat(store.counts("a")).isEqualTo(new ConsumerCounts(2, 2, 0, 0));
    }

    @Test
    void releasesWhenTheFunctionThrows() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 2);
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> store.processPendingEvents("a", events -> {
                    throw new StackOverflowError();
                }));
        assertThat(consume(store, "a")).isEqualTo(range(0, 2));
    }

    @Test
    void doesNotCallTheFunctionForNothing() throws Exception {
        store.addConsumer("a", ConsumerStart.HEAD);
        store.processPendingEvents("a", events -> {
            throw new AssertionError("called");
        });
    }
}
