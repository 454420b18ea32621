package dev.flagexporter.collector;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.flagexporter.backends.Fault;
import dev.flagexporter.backends.FaultyProxy;
import dev.flagexporter.backends.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** SIGTERM while the store is full and its senders never pause. The destination answers when the test opens its gate. */
class TerminationWhileFullIT {

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";
    private static final String BUCKET = "flags";
    private static final int CONNECTIONS = 8;
    private static final int BATCH = 20;
    private static final int CAPACITY = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Sends whatever it is answered, on another connection when one is closed. */
    private record ContinuousSender(EventSender events, Map<Integer, Integer> answers) {

        static ContinuousSender to(CollectorProcess collector, int number) {
            EventSender events = new EventSender(collector.uri("/v1/data/collector"), "connection-" + number);
            return new ContinuousSender(events, new ConcurrentHashMap<>());
        }

        Void sendUntilTheCollectorEnds() throws InterruptedException {
            while (true) {
                try {
                    answers.merge(events.post(BATCH), 1, Integer::sum);
                } catch (ConnectException e) {
                    return null;
                } catch (IOException e) {
                    // the connection was closed behind an answer
                }
            }
        }
    }

    @TempDir
    Path directory;

    private final S3Server server = S3Server.start();
    private final FaultyProxy proxy = FaultyProxy.inFrontOf(server.uri());
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        proxy.close();
        server.close();
    }

    /** Nothing but the signal ends the wait of a request, and Quarkus waits longer for requests than the test does. */
    private Map<String, String> configuration() {
        Map<String, String> keys = new HashMap<>();
        keys.put("quarkus.shutdown.timeout", "50s");
        keys.put("quarkus.flag-exporter.store.capacity", Integer.toString(CAPACITY));
        keys.put("quarkus.flag-exporter.store.max-push-back", "1h");
        keys.put("quarkus.flag-exporter.collector.max-wait", "1h");
        keys.put(EXPORTERS + "events.enabled", "false");
        keys.put(EXPORTERS + "tracking.enabled", "false");
        keys.put(EXPORTERS + "lake.kind", "s3");
        keys.put(EXPORTERS + "lake.bucket", BUCKET);
        keys.put(EXPORTERS + "lake.path", "events");
        keys.put(EXPORTERS + "lake.endpoint", proxy.uri().toString());
        keys.put(EXPORTERS + "lake.access-key-id", S3Server.ACCESS_KEY_ID);
        keys.put(EXPORTERS + "lake.secret-access-key", S3Server.SECRET_ACCESS_KEY);
        keys.put(EXPORTERS + "lake.flush-interval", "1s");
        keys.put(EXPORTERS + "lake.attempt-timeout", "1h");
        keys.put(EXPORTERS + "lake.read-timeout", "1h");
        return keys;
    }

    @Test
    void waitingAndNewRequestsAreAnsweredSoTheExitDoesNotWaitForThem() throws Exception {
        server.createBucket(BUCKET);
        proxy.always(request -> request.method().equals("PUT"), Fault.heldBy(gate));
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try (CollectorProcess collector = CollectorProcess.start(directory, configuration())) {
            EventSender first = new EventSender(collector.uri("/v1/data/collector"), "first");
            assertThat(first.send(1)).isTrue();
            // the exporter has been opened and is at work: from now on it is healthy and behind
            await().atMost(PATIENCE).until(() -> proxy.requests().stream()
                    .anyMatch(request -> request.method().equals("PUT")));
            List<ContinuousSender> senders = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> ContinuousSender.to(collector, i))
                    .toList();
            List<Future<Void>> sending = senders.stream()
                    .map(sender -> threads.submit(sender::sendUntilTheCollectorEnds))
                    .toList();
            await().atMost(PATIENCE).until(() -> collector.log().contains("Exporter \"lake\" is behind"));
            assertThat(senders).noneMatch(sender -> sender.answers().containsKey(503));

            collector.terminate();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(senders)
                    .allSatisfy(sender -> assertThat(sender.answers()).containsKey(503)));
            gate.countDown();

            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
            for (Future<Void> sender : sending) {
                sender.get();
            }
            assertThat(collector.log()).doesNotContain("Timed out waiting for graceful shutdown", "NOT delivered");
            assertThat(senders)
                    .allSatisfy(sender -> assertThat(sender.answers().keySet()).isSubsetOf(200, 429, 503));
            long acknowledged = first.acknowledged()
                    + senders.stream()
                            .mapToLong(sender -> sender.events().acknowledged())
                            .sum();
            assertThat(acknowledged).isLessThanOrEqualTo(CAPACITY);
            assertThat(exportedEvents()).isEqualTo(acknowledged);
        } finally {
            threads.shutdownNow();
        }
    }

    private long exportedEvents() {
        return server.keys(BUCKET).stream()
                .mapToLong(key ->
                        new String(server.content(BUCKET, key), UTF_8).lines().count())
                .sum();
    }
}
