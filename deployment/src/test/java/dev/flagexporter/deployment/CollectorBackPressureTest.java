package dev.flagexporter.deployment;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FullStore.FEATURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A healthy exporter that is behind makes requests wait, longer than a test does; there is one worker thread. */
class CollectorBackPressureTest {

    private static final long PATIENCE_SECONDS = 30;

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = FullStore.application("back-pressure", 2)
            .overrideConfigKey("quarkus.flag-exporter.collector.max-wait", "1h")
            .overrideConfigKey("quarkus.thread-pool.core-threads", "1")
            .overrideConfigKey("quarkus.thread-pool.max-threads", "1");

    @Inject
    FullStore store;

    @Inject
    CollectorCounters counters;

    private final CollectorClient client = new CollectorClient();

    @BeforeEach
    void fill() throws Exception {
        // it has to have opened, or it fails
        store.exporter(FEATURES).flush().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        store.gate(FEATURES).hold();
        assertThat(client.post(FullStore.evaluations("a", "b")).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void drain() {
        store.drain();
    }

    @Test
    void waitsForRoomWithoutAThread() throws Exception {
        long received = counters.received();
        List<CompletableFuture<HttpResponse<String>>> waiting = Stream.of("one", "two", "three")
                .map(key -> client.postAsync(FullStore.evaluations(key)))
                .toList();
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> counters.received() == received + 3);

        assertThat(client.post(FullStore.orders("other")).statusCode())
                .as("the one thread is free, and so is the other store")
                .isEqualTo(200);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(store.features.isPushingBack(FEATURES)).isTrue();

        store.gate(FEATURES).letGo();

        for (CompletableFuture<HttpResponse<String>> response : waiting) {
            assertThat(response.get(PATIENCE_SECONDS, TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
        }
        store.drain();
        assertThat(store.gate(FEATURES).keys).contains("one", "two", "three");
    }
}
