package dev.flagexporter.collector;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The collector with a heap of 512 MB under full load of large events, with a dead exporter and a healthy one. The length
 * is {@code -Dsoak.seconds}, a minute unless set.
 */
@Tag("soak")
class SmallHeapIT {

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("soak.seconds", 60));
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";

    @TempDir
    Path directory;

    private final AcknowledgedRequests requests = new AcknowledgedRequests();
    private final Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();

    /** A sender with a connection of its own. */
    private record Sender(String name, int events, int eventSize) {

        HttpRequest request(CollectorProcess collector, String id) {
            return HttpRequest.newBuilder(collector.uri("/v1/data/collector"))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body(id)))
                    .build();
        }

        /** Made while it is sent, so that this JVM needs no memory for it. */
        private InputStream body(String id) {
            byte[] value = "x".repeat(eventSize).getBytes(StandardCharsets.US_ASCII);
            List<InputStream> parts = new ArrayList<>();
            parts.add(text("{\"events\":["));
            for (int i = 0; i < events; i++) {
                parts.add(text((i == 0 ? "" : ",") + "{\"kind\":\"feature\",\"userKey\":\"" + id + "#" + i
                        + "\",\"key\":\"flag\",\"variation\":\"on\",\"value\":\""));
                parts.add(new ByteArrayInputStream(value));
                parts.add(text("\"}"));
            }
            parts.add(text("]}"));
            return new SequenceInputStream(Collections.enumeration(parts));
        }

        private static InputStream text(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static Map<String, String> configuration() {
        Map<String, String> keys = new HashMap<>();
        keys.put(EXPORTERS + "tracking.enabled", "false");
        keys.put(EXPORTERS + "events.flush-interval", "1s");
        keys.put(EXPORTERS + "dead.kind", "s3");
        keys.put(EXPORTERS + "dead.bucket", "flags");
        keys.put(EXPORTERS + "dead.endpoint", "http://127.0.0.1:1");
        keys.put(EXPORTERS + "dead.access-key-id", "id");
        keys.put(EXPORTERS + "dead.secret-access-key", "secret");
        keys.put(EXPORTERS + "dead.flush-interval", "1s");
        return keys;
    }

    private static List<Sender> senders() {
        return IntStream.range(0, 8)
                .mapToObj(i -> i < 5 ? new Sender("small-" + i, 100, 5_000) : new Sender("large-" + i, 66, 900_000))
                .toList();
    }

    @Test
    void runsOutOfNothingAndLosesNothing() throws Exception {
        Path files = directory.resolve("flag-events");
        String log;
        try (CollectorProcess collector = CollectorProcess.start(
                directory, configuration(), List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"))) {
            try (FileConsumer consumer = new FileConsumer(files, requests)) {
                sendAll(collector);
                collector.terminate();
                assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
            }
            log = collector.log();
        }
        System.out.println(summary(log));
        assertThat(log).doesNotContain("OutOfMemoryError");
        assertThat(answers.keySet()).isSubsetOf(200, 429);
        requests.assertExact();
    }

    private String summary(String log) {
        return "answers " + answers + ", acknowledged events " + requests.acknowledgedEvents() + "\n"
                + log.lines()
                        .filter(line -> line.contains("xporter"))
                        .limit(40)
                        .reduce("", (before, line) -> before + line + "\n");
    }

    private void sendAll(CollectorProcess collector) throws Exception {
        long end = System.nanoTime() + LENGTH.toNanos();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> running = senders().stream()
                    .<Future<?>>map(sender -> threads.submit(() -> {
                        send(collector, sender, end);
                        return null;
                    }))
                    .toList();
            for (Future<?> sender : running) {
                sender.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void send(CollectorProcess collector, Sender sender, long end) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int number = 0; System.nanoTime() < end; number++) {
            String id = sender.name() + "-" + number;
            HttpResponse<String> response =
                    client.send(sender.request(collector, id), HttpResponse.BodyHandlers.ofString());
            answers.computeIfAbsent(response.statusCode(), status -> new AtomicLong())
                    .incrementAndGet();
            if (response.statusCode() == 200) {
                requests.acknowledged(id, sender.events());
            }
        }
    }
}
