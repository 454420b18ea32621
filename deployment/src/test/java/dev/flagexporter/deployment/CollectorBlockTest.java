package dev.flagexporter.deployment;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import io.quarkus.test.QuarkusUnitTest;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FullStore.FEATURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A store that is full makes senders wait for room, longer than any test does, unless they must not wait. */
class CollectorBlockTest {

    private static final long PATIENCE_SECONDS = 30;

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION =
            FullStore.application("block", 2).overrideConfigKey("quarkus.flag-exporter.store.block-timeout", "1h");

    @Inject
    FullStore store;

    @Inject
    CollectorCounters counters;

    @Inject
    Vertx vertx;

    private final CollectorClient client = new CollectorClient();

    @BeforeEach
    void fill() throws Exception {
        store.gate(FEATURES).hold();
        assertThat(client.post(FullStore.evaluations("a", "b")).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void drain() {
        store.drain();
    }

    @Test
    void takesARequestAsSoonAsThereIsRoom() throws Exception {
        long received = counters.received();
        CompletableFuture<HttpResponse<String>> response = client.postAsync(FullStore.evaluations("patient"));
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> counters.received() > received);

        store.gate(FEATURES).letGo();

        assertThat(response.get(PATIENCE_SECONDS, TimeUnit.SECONDS).statusCode())
                .isEqualTo(200);
        store.drain();
        assertThat(store.gate(FEATURES).keys).containsOnlyOnce("patient");
    }

    @Test
    void refusesAtOnceOnAnEventLoop() throws Exception {
        CompletableFuture<AppendResult> result = new CompletableFuture<>();
        FeatureEvent event = FeatureEvent.of("u", false, "hasty", true, "on", false, "", "SERVER", null);
        vertx.getOrCreateContext().runOnContext(nothing -> result.complete(store.features.addEvent(event)));

        assertThat(result.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(AppendResult.FULL);
    }
}
