package dev.flagexporter.collector;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** 100 000 events over 8 connections while flushes run every second. */
class ConcurrentLoadIT {

    private static final int CONNECTIONS = 8;
    private static final int EVENTS_PER_CONNECTION = 12_500;
    private static final int BATCH = 20;

    @TempDir
    Path directory;

    @Test
    void everyEventIsInTheFilesExactlyOnceAndInTheOrderOfItsConnection() throws Exception {
        List<EventSender> senders;
        try (CollectorProcess collector = CollectorProcess.start(
                directory, Map.of("quarkus.flag-exporter.exporters.events.flush-interval", "1s"))) {
            senders = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> new EventSender(collector.uri("/v1/data/collector"), "connection-" + i))
                    .toList();
            sendAll(senders);
            collector.terminate();
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
        }
        Path exported = directory.resolve("flag-events");
        assertThat(ExportedFiles.files(exported)).as("flushes during the load").hasSizeGreaterThan(1);
        assertComplete(ExportedFiles.events(exported), senders);
    }

    private static void sendAll(List<EventSender> senders) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<?>> running = senders.stream()
                    .<Future<?>>map(sender -> threads.submit(() -> {
                        while (sender.acknowledged() < EVENTS_PER_CONNECTION) {
                            assertThat(sender.send(BATCH)).isTrue();
                        }
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

    static void assertComplete(List<JsonNode> events, List<EventSender> senders) {
        Map<String, List<Long>> numbers = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.get("userKey").textValue(),
                        Collectors.mapping(event -> event.get("value").longValue(), Collectors.toList())));
        for (EventSender sender : senders) {
            assertThat(numbers.get(sender.name()))
                    .as(sender.name())
                    .isEqualTo(
                            LongStream.range(0, sender.acknowledged()).boxed().toList());
        }
    }
}
