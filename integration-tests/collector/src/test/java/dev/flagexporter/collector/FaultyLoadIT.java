package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

import dev.flagexporter.collector.ProcessMemory.Sample;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The collector with a heap of 512 MB under full load of events of all sizes, with a dead, a hanging and a rejecting
 * exporter and a healthy one. The length is {@code -Dsoak.minutes}, one minute by default.
 */
@Tag("soak")
class FaultyLoadIT {

    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("soak.minutes", 1));
    private static final long SAMPLE_SECONDS = Math.max(2, LENGTH.toSeconds() / 180);
    /** The share of the samples at the beginning that are left out, because the store is not full yet. */
    private static final double WARM_UP = 0.1;
    /** How much higher the last third may be than the first one: requests in flight differ from sample to sample. */
    private static final double TOLERANCE = 1.2;

    private static final long MORE_THREADS = 20;
    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";

    @TempDir
    Path directory;

    private final AcknowledgedRequests requests = new AcknowledgedRequests();
    private final FullLoad load = new FullLoad(senders(), requests);

    private static List<LoadSender> senders() {
        return IntStream.range(0, 8)
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> new LoadSender("tiny-" + i, 200, 20);
                    case 1 -> new LoadSender("small-" + i, 100, 2_000);
                    case 2 -> new LoadSender("medium-" + i, 40, 40_000);
                    default -> new LoadSender("large-" + i, 10, 900_000);
                })
                .toList();
    }

    private static Map<String, String> configuration() {
        Map<String, String> keys = new HashMap<>();
        keys.put(EXPORTERS + "events.kind", "file");
        keys.put(EXPORTERS + "events.output-dir", "./flag-events");
        keys.put(EXPORTERS + "events.flush-interval", "1s");
        for (String fault : List.of("dead", "hanging", "rejecting")) {
            keys.put(EXPORTERS + fault + ".kind", "faulty");
            keys.put(EXPORTERS + fault + ".fault", fault);
            keys.put(EXPORTERS + fault + ".flush-interval", "1s");
            keys.put(EXPORTERS + fault + ".attempt-timeout", "5s");
            keys.put(EXPORTERS + fault + ".retry.max-backoff", "2s");
        }
        return keys;
    }

    @Test
    void theHeapStaysFlatAndTheHealthyExporterIsComplete() throws Exception {
        String log;
        List<Sample> samples;
        try (CollectorProcess collector = CollectorProcess.startFaulty(
                directory, configuration(), List.of("-Xmx512m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError"))) {
            try (FileConsumer consumer = new FileConsumer(directory.resolve("flag-events"), requests);
                    ProcessMemory memory =
                            new ProcessMemory(collector.pid(), SAMPLE_SECONDS, () -> assertCountsAddUp(collector))) {
                load.sendFor(LENGTH, collector.uri("/v1/data/collector"));
                samples = withoutWarmUp(memory.end());
                collector.terminate();
                assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
            }
            log = collector.log();
        }
        System.out.println(summary(samples, log));
        assertThat(log).doesNotContain("OutOfMemoryError");
        assertThat(load.answers().keySet()).isSubsetOf(200, 429);
        requests.assertExact();
        assertFinalCounts(ReportedCounts.in(log));
        assertThat(lastThird(samples, Sample::heapKilobytes))
                .isLessThan((long) (firstThird(samples, Sample::heapKilobytes) * TOLERANCE));
        assertThat(lastThird(samples, Sample::threads)).isLessThan(firstThird(samples, Sample::threads) + MORE_THREADS);
    }

    /** Also in the middle of the load. */
    private static void assertCountsAddUp(CollectorProcess collector) {
        URI uri = collector.uri("/exporters");
        try (var answer = uri.toURL().openStream()) {
            Map<String, ReportedCounts> counts = ReportedCounts.in(new String(answer.readAllBytes(), UTF_8));
            assertThat(counts).hasSize(4);
            counts.values().forEach(ReportedCounts::assertAddUp);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertFinalCounts(Map<String, ReportedCounts> counts) {
        assertThat(counts).hasSize(4);
        counts.values().forEach(ReportedCounts::assertAddUp);
        assertThat(counts.values()).allMatch(report -> report.get("appended") == requests.acknowledgedEvents());
        assertThat(counts.get("events").get("delivered")).isEqualTo(requests.acknowledgedEvents());
        assertThat(counts.get("dead").get("delivered")).isZero();
        assertThat(counts.get("hanging").get("delivered")).isZero();
        assertThat(counts.get("rejecting").get("delivered")).isZero();
    }

    private static List<Sample> withoutWarmUp(List<Sample> samples) {
        return samples.subList((int) Math.ceil(samples.size() * WARM_UP), samples.size());
    }

    private static long firstThird(List<Sample> samples, ToLongFunction<Sample> value) {
        return average(samples.subList(0, samples.size() / 3), value);
    }

    private static long lastThird(List<Sample> samples, ToLongFunction<Sample> value) {
        return average(samples.subList(samples.size() - samples.size() / 3, samples.size()), value);
    }

    private static long average(List<Sample> samples, ToLongFunction<Sample> value) {
        return (long) samples.stream().mapToLong(value).average().orElseThrow();
    }

    private String summary(List<Sample> samples, String log) {
        return "%d minutes, answers %s, acknowledged events %d, %d samples, heap after GC in KB: first third %d, last third %d, highest %d; threads: first third %d, last third %d%n%s"
                .formatted(
                        LENGTH.toMinutes(),
                        load.answers(),
                        requests.acknowledgedEvents(),
                        samples.size(),
                        firstThird(samples, Sample::heapKilobytes),
                        lastThird(samples, Sample::heapKilobytes),
                        samples.stream().mapToLong(Sample::heapKilobytes).max().orElse(0),
                        firstThird(samples, Sample::threads),
                        lastThird(samples, Sample::threads),
                        String.join(
                                "\n",
                                log.lines()
                                        .filter(line -> line.contains("counts of") || line.contains(" stopped: "))
                                        .toList()));
    }
}
