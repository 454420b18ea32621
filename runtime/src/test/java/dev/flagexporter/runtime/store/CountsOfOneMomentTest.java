package dev.flagexporter.runtime.store;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.flagexporter.runtime.store.StoreFixture.ROOMY;
import static dev.flagexporter.runtime.store.StoreFixture.atMost;
import static org.assertj.core.api.Assertions.assertThat;

/** Counts are read while one thread appends and commits, and never less than one event is pending. */
@Timeout(60)
class CountsOfOneMomentTest {

    private static final FeatureEvent EVENT = Events.feature(0);
    private static final int EVENTS = 5_000_000;

    private final InMemoryEventStore<FeatureEvent> store = StoreFixture.store(ROOMY);

    @Test
    void showWhatReallyWas() throws Exception {
        store.addConsumer("a", ConsumerStart.HEAD);
        store.append(EVENT);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = thread.submit(this::appendBeforeEachCommit);
            while (!writing.isDone()) {
                ConsumerCounts counts = store.counts("a");
                assertThat(counts.pending()).as("%s", counts).isBetween(1L, 2L);
            }
            writing.get();
        } finally {
            thread.shutdownNow();
        }
    }

    private void appendBeforeEachCommit() {
        for (int i = 0; i < EVENTS; i++) {
            store.append(EVENT);
            store.commit(store.lease("a", atMost(1)));
        }
    }
}
