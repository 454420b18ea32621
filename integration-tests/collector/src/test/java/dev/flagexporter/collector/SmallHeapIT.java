package dev.flagexporter.collector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";

    @TempDir
    Path directory;

    private final AcknowledgedRequests requests = new AcknowledgedRequests();
    private final FullLoad load = new FullLoad(senders(), requests);

    private static Map<String, String> configuration() {
        Map<String, String> keys = new HashMap<>();
        keys.put(EXPORTERS + "events.kind", "file");
        keys.put(EXPORTERS + "events.output-dir", "./flag-events");
        keys.put(EXPORTERS + "events.flush-interval", "1s");
        keys.put(EXPORTERS + "dead.kind", "s3");
        keys.put(EXPORTERS + "dead.bucket", "flags");
        keys.put(EXPORTERS + "dead.endpoint", "http://127.0.0.1:1");
        keys.put(EXPORTERS + "dead.access-key-id", "id");
        keys.put(EXPORTERS + "dead.secret-access-key", "secret");
        keys.put(EXPORTERS + "dead.flush-interval", "1s");
        return keys;
    }

    private static List<LoadSender> senders() {
        return IntStream.range(0, 8)
                .mapToObj(i ->
                        i < 5 ? new LoadSender("small-" + i, 100, 5_000) : new LoadSender("large-" + i, 66, 900_000))
                .toList();
    }

    @Test
    void runsOutOfNothingAndLosesNothing() throws Exception {
        Path files = directory.resolve("flag-events");
        String log;
        try (CollectorProcess collector = CollectorProcess.start(
                directory, configuration(), List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"))) {
            try (FileConsumer consumer = new FileConsumer(files, requests)) {
                load.sendFor(LENGTH, collector.uri("/v1/data/collector"));
                collector.terminate();
                assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
            }
            log = collector.log();
        }
        System.out.println(summary(log));
        assertThat(log).doesNotContain("OutOfMemoryError");
        assertThat(load.answers().keySet()).isSubsetOf(200, 429);
        requests.assertExact();
    }

    private String summary(String log) {
        return "answers " + load.answers() + ", acknowledged events " + requests.acknowledgedEvents() + "\n"
                + log.lines()
                        .filter(line -> line.contains("xporter"))
                        .limit(40)
                        .reduce("", (before, line) -> before + line + "\n");
    }
}
