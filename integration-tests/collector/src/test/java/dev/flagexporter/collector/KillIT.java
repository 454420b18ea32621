package dev.flagexporter.collector;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * SIGKILL while events come in and flushes run: what came since the last flush began is lost, and nothing else goes
 * wrong.
 */
class KillIT {

    private static final int CONNECTIONS = 4;
    private static final int BATCH = 20;

    @TempDir
    Path directory;

    /** One file for each flush. */
    private static final Map<String, String> CONFIGURATION = Map.of(
            "quarkus.flag-exporter.exporters.events.flush-interval", "1s",
            "quarkus.flag-exporter.exporters.events.batch.max-events", "1000000");

    @Test
    void losesWhatCameSinceTheLastFlushOnlyAndLeavesCompleteFiles() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        Path exported = directory.resolve("flag-events");
        try (CollectorProcess collector = CollectorProcess.start(directory, CONFIGURATION)) {
            List<EventSender> senders = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> new EventSender(collector.uri("/v1/data/collector"), "connection-" + i))
                    .toList();
            senders.forEach(sender -> threads.submit(() -> sendUntilCutOff(sender)));
            awaitFiles(exported, 1);
            List<Long> acknowledged =
                    senders.stream().map(EventSender::acknowledged).toList();
            // one flush may have begun before, but not the next one
            awaitFiles(exported, ExportedFiles.files(exported).size() + 2);
            collector.close();
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            List<JsonNode> events = ExportedFiles.events(exported);
            for (int i = 0; i < CONNECTIONS; i++) {
                assertOldestWithoutGaps(events, senders.get(i), acknowledged.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitFiles(Path exported, int files) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ExportedFiles.files(exported).size() >= files);
    }

    private static Void sendUntilCutOff(EventSender sender) throws InterruptedException {
        try {
            while (sender.send(BATCH)) {
                // until the connection breaks
            }
        } catch (IOException e) {
            // it broke
        }
        return null;
    }

    /** Reading a file that is not complete would fail on its last line. */
    private static void assertOldestWithoutGaps(List<JsonNode> events, EventSender sender, long flushed) {
        List<Long> exported = events.stream()
                .filter(event -> event.get("userKey").textValue().equals(sender.name()))
                .map(event -> event.get("value").longValue())
                .toList();
        assertThat(exported)
                .as(sender.name())
                .isEqualTo(LongStream.range(0, exported.size()).boxed().toList())
                .hasSizeBetween((int) flushed, (int) sender.acknowledged() + BATCH);
    }
}
