package dev.flagexporter.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

import jakarta.inject.Inject;

import dev.flagexporter.runtime.collector.CollectorCounters;
import dev.flagexporter.runtime.collector.Outcome;
import io.quarkus.test.QuarkusUnitTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.CollectorClient.ONE_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Streams of HTTP/2 that stay half open, on one connection. */
class CollectorHttp2StreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            // as much as the collector takes, so that there is no warning
            .overrideRuntimeConfigKey("quarkus.http.limits.max-body-size", "64M")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.body-timeout", "2s")
            .setLogRecordPredicate(line -> line.getLevel().intValue() >= Level.WARNING.intValue()
                    && !line.getLoggerName().contains("HttpClient"))
            .assertLogRecords(lines -> assertThat(lines)
                    .extracting(line -> ((ExtLogRecord) line).getFormattedMessage())
                    .allSatisfy(line -> assertThat(line).contains("answered with 408")));

    @Inject
    Recording recording;

    @Inject
    CollectorCounters counters;

    @Inject
    Vertx vertx;

    private HttpClient client;
    private long abortedBefore;

    @BeforeEach
    void connect() {
        recording.reset();
        abortedBefore = counters.requests(Outcome.ABORTED);
        client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1));
    }

    @AfterEach
    void disconnect() throws Exception {
        result(client.close());
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private HttpClientRequest open() throws Exception {
        HttpClientRequest request =
                result(client.request(HttpMethod.POST, CollectorClient.port(), "localhost", CollectorClient.COLLECTOR));
        request.putHeader("Content-Type", CollectorClient.JSON);
        return request;
    }

    private HttpClientRequest begin() throws Exception {
        HttpClientRequest request = open();
        result(request.setChunked(true).write(ONE_EVENT.substring(0, 20)));
        return request;
    }

    private void assertServes() throws Exception {
        HttpClientRequest request = open();
        assertThat(result(request.send(ONE_EVENT)).statusCode()).isEqualTo(200);
    }

    @Test
    void doNotDelayOthersAndAreAnsweredWhenTheyEnd() throws Exception {
        List<HttpClientRequest> slow = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            slow.add(begin());
        }

        assertServes();

        for (HttpClientRequest request : slow) {
            request.end(ONE_EVENT.substring(20));
        }
        for (HttpClientRequest request : slow) {
            assertThat(result(request.response()).statusCode()).isEqualTo(200);
        }
        assertThat(recording.size()).isEqualTo(51);
    }

    @Test
    void areAnswered408AndTheirConnectionStaysOpen() throws Exception {
        HttpClientRequest slow = begin();
        Future<Buffer> body = slow.response().compose(HttpClientResponse::body);

        assertThat(result(slow.response()).statusCode()).isEqualTo(408);
        assertThat(result(body).toString()).isEqualTo("{\"message\":\"Request Timeout\"}\n");

        HttpClientRequest next = open();
        assertThat(next.connection()).isSameAs(slow.connection());
        assertThat(result(next.send(ONE_EVENT)).statusCode()).isEqualTo(200);
    }

    @Test
    void areAbortedWhenTheyAreReset() throws Exception {
        HttpClientRequest request = begin();

        request.reset();

        await().atMost(PATIENCE).until(() -> counters.requests(Outcome.ABORTED) == abortedBefore + 1);
        assertServes();
        assertThat(recording.size()).isEqualTo(1);
    }

    @Test
    void areAbortedWhenTheirConnectionCloses() throws Exception {
        HttpClientRequest first = begin();
        begin();

        first.connection().close();

        await().atMost(PATIENCE).until(() -> counters.requests(Outcome.ABORTED) == abortedBefore + 2);
        assertServes();
    }
}
