package dev.flagexporter.deployment;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.spi.store.AppendResult;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FullStore.FEATURES;
import static org.assertj.core.api.Assertions.assertThat;

/** A store that is full drops new events, counts them, and no sender is told to try again. */
class CollectorDropNewestTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = FullStore.application("drop-newest", 2);

    @Inject
    FullStore store;

    @Inject
    CollectorCounters counters;

    private final CollectorClient client = new CollectorClient();

    @Test
    void answersAsIfTheyWereTakenAndCountsThem() throws Exception {
        store.gate(FEATURES).hold();
        assertThat(client.post(FullStore.evaluations("a", "b")).statusCode()).isEqualTo(200);

        assertThat(client.post(FullStore.evaluations("lost")).statusCode()).isEqualTo(200);

        assertThat(counters.stored()).isEqualTo(2);
        assertThat(counters.dropped()).isEqualTo(1);
        assertThat(store.features.notAppendedEvents(AppendResult.DROPPED)).isEqualTo(1);
        store.drain();
        assertThat(store.gate(FEATURES).keys).containsExactly("a", "b");
    }
}
