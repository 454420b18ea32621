package dev.flagexporter.runtime.store;

import java.util.List;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.flagexporter.runtime.store.StoreFixture.append;
import static dev.flagexporter.runtime.store.StoreFixture.consume;
import static dev.flagexporter.runtime.store.StoreFixture.range;
import static org.assertj.core.api.Assertions.assertThat;

/** A store that takes the events up to number 9, and none with a longer number. */
class EventSizeTest {

    private static final FeatureEvent LARGE = Events.feature(10);

    private final InMemoryEventStore<FeatureEvent> store = StoreFixture.store(StoreSettings.of(
            new StoreSettings.Limits(
                    100, MemoryLimit.UNLIMITED, Events.feature(9).sizeHint()),
            OverflowPolicy.DROP_OLDEST));

    @BeforeEach
    void add() {
        store.addConsumer("a", ConsumerStart.HEAD);
    }

    @Test
    void keepsALargerEventOut() {
        append(store, 0, 10);
        assertThat(store.append(LARGE)).isEqualTo(AppendResult.TOO_LARGE);
        assertThat(consume(store, "a")).isEqualTo(range(0, 10));
        assertThat(store.notAppendedEventCount(AppendResult.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void keepsAListWithALargerEventOut() {
        assertThat(store.appendAll(List.of(Events.feature(0), LARGE))).isEqualTo(AppendResult.TOO_LARGE);
        assertThat(consume(store, "a")).isEmpty();
        assertThat(store.notAppendedEventCount(AppendResult.TOO_LARGE)).isEqualTo(2);
    }
}
