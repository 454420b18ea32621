package dev.flagexporter.deployment;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.runtime.collector.Outcome;
import io.quarkus.runtime.shutdown.ShutdownRecorder;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static dev.flagexporter.deployment.FullStore.FEATURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What Quarkus does at a signal before it stops the application, while the store is full and requests wait for room. It
 * happens once per application, so there is one test for each.
 */
abstract class CollectorShutdown {

    private static final long PATIENCE_SECONDS = 30;
    private static final List<String> LATE = List.of("one", "two", "three");

    @Inject
    FullStore store;

    @Inject
    CollectorCounters counters;

    private final CollectorClient client = new CollectorClient();

    /** Requests wait longer than a test does. */
    static QuarkusUnitTest application() {
        return FullStore.application("back-pressure", 2)
                .overrideConfigKey("quarkus.flag-exporter.collector.max-wait", "1h");
    }

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

    void assertAnswersWaitingAndNewRequestsAtOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = LATE.stream()
                .map(key -> client.postAsync(FullStore.evaluations(key)))
                .toList();
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> counters.received() == 2 + LATE.size());

        ShutdownRecorder.runShutdown();

        for (CompletableFuture<HttpResponse<String>> response : waiting) {
            assertUnavailable(response.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertUnavailable(client.post(FullStore.evaluations("new")));
        assertThat(client.post(FullStore.orders("new")).statusCode())
                .as("also where there is room")
                .isEqualTo(503);
        assertUnreadBodyIsAnswered();
        assertCounts();
        store.drain();
        assertThat(store.gate(FEATURES).keys).containsExactly("a", "b");
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("{\"message\":\"Service Unavailable\"}\n");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    /** The server would ask for the body with another answer first. */
    private static void assertUnreadBodyIsAnswered() throws IOException {
        try (Socket socket = new Socket("localhost", CollectorClient.port())) {
            socket.getOutputStream().write("""
                    POST /v1/data/collector HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Expect: 100-continue\r
                    Content-Length: 1000\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            byte[] expected = "HTTP/1.1 503 ".getBytes(StandardCharsets.US_ASCII);
            assertThat(socket.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
        }
    }

    /** New requests are counted as requests; their events are not known. */
    private void assertCounts() {
        assertThat(counters.requests(Outcome.UNAVAILABLE)).isEqualTo(LATE.size() + 3);
        assertThat(Stream.of(counters.received(), counters.stored(), counters.notAppended()))
                .containsExactly(2L + LATE.size(), 2L, (long) LATE.size());
    }
}
