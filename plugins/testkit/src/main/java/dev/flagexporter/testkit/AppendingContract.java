package dev.flagexporter.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/** What is appended. */
abstract class AppendingContract extends StoreContract {

    AppendingContract(Supplier<EventStore<FeatureEvent>> stores) {
        super(stores);
    }

    @Test
    void keepsTheOrder() {
        store.addConsumer("a", ConsumerStart.HEAD);
        append(store, 0, 3);
        assertThat(store.appendAll(List.of(Events.feature(3), Events.feature(4))))
                .isEqualTo(AppendResult.APPENDED);
        append(store, 5, 6);
        assertThat(consume(store, "a")).isEqualTo(range(0, 6));
    }

    @Test
    void takesAnEmptyList() {
        assertThat(store.appendAll(List.of())).isEqualTo(AppendResult.APPENDED);
        assertThat(store.totalEventCount()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void refusesNothingness() {
        store.addConsumer("a", ConsumerStart.HEAD);
        assertThatNullPointerException().isThrownBy(() -> store.append(null));
        append(store, 0, 2);
        assertThat(consume(store, "a")).isEqualTo(range(0, 2));
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void takesNothingOfAListWithAHole() {
        store.addConsumer("a", ConsumerStart.HEAD);
        List<FeatureEvent> events = Arrays.asList(Events.feature(7), null, Events.feature(8));
        assertThatNullPointerException().isThrownBy(() -> store.appendAll(events));
        append(store, 0, 1);
        assertThat(consume(store, "a")).isEqualTo(range(0, 1));
    }

    @Test
    void copiesTheListThatItTakes() {
        store.addConsumer("a", ConsumerStart.HEAD);
        List<FeatureEvent> events = new ArrayList<>(Events.features(2));
        store.appendAll(events);
        events.clear();
        assertThat(consume(store, "a")).isEqualTo(range(0, 2));
    }
}
