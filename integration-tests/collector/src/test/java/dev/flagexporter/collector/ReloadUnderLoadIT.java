package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * 200 changes of the configuration in a row while events come in: three files, each changed in a style of its own,
 * beside a log that never rests.
 */
class ReloadUnderLoadIT {

    private static final int RELOADS = 200;

    /** Of 5 000 a second that are sent; the rest is for a stall at the end. */
    private static final long EVENTS_PER_SECOND = 4_500;

    private static final Pattern VALUE = Pattern.compile("\"value\":(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    /** Of the application itself; all others are in the files. */
    private static final String UNTOUCHED = "events";

    @TempDir
    Path directory;

    private final ObservedLog log = new ObservedLog();
    private final List<ChangingFile> files = new ArrayList<>();

    @Test
    void losesAndDoublesNothingAndLeavesNothingBehind() throws Exception {
        for (EditStyle style : EditStyle.values()) {
            files.add(new ChangingFile(style, directory, EditStyle.values().length));
        }
        EventSender sender;
        try (CollectorProcess collector = CollectorProcess.start(directory, configuration(), log)) {
            sender = new EventSender(collector.uri("/v1/data/collector"), "user");
            change(files.size() * ChangingFile.CYCLE, sender);
            ProcessResources before = resourcesAtRest(collector.pid());
            assertThat(change(RELOADS, sender)).as("events a second").isGreaterThan(EVENTS_PER_SECOND);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            ProcessResources.of(collector.pid()).differencesFrom(before))
                    .isEmpty());
            collector.terminate();
            assertThat(collector.awaitEnd()).as(collector::log).isEqualTo(143);
        }
        log.assertNoMoreReloads();
        assertComplete(sender.acknowledged());
    }

    private Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(
                "quarkus.config.locations",
                files.stream().map(file -> file.directory().toString()).collect(Collectors.joining(",")));
        configuration.put("quarkus.flag-exporter.reload.interval", "100ms");
        configuration.put("quarkus.flag-exporter.exporters.events.kind", "file");
        configuration.put("quarkus.flag-exporter.exporters.events.output-dir", "./flag-events");
        configuration.put("quarkus.flag-exporter.exporters.events.flush-interval", "1s");
        configuration.put("quarkus.log.console.format", ObservedLog.FORMAT);
        configuration.put("quarkus.log.file.enabled", "true");
        configuration.put(
                "quarkus.log.file.path",
                files.get(0).directory().resolve("collector.log").toString());
        // whoever has gone is let go of when this time is over
        configuration.put("quarkus.flag-exporter.shutdown-timeout", SHUTDOWN_TIMEOUT.toString());
        // all threads of the pools are there from the first requests on, so that they can be counted
        configuration.put("quarkus.thread-pool.core-threads", "2");
        configuration.put("quarkus.thread-pool.max-threads", "2");
        configuration.put("quarkus.vertx.event-loops-pool-size", "1");
        return configuration;
    }

    /** Cycle by cycle, one file after the other; how many events a second came in. */
    private long change(int times, EventSender sender) throws Exception {
        try (PacedLoad load = new PacedLoad(sender)) {
            for (int i = 0; i < times; i++) {
                files.get(i / ChangingFile.CYCLE % files.size()).change(log);
            }
            return load.eventsPerSecond();
        }
    }

    private static ProcessResources resourcesAtRest(long pid) {
        AtomicReference<ProcessResources> last = new AtomicReference<>(ProcessResources.of(pid));
        await().atMost(PATIENCE).pollInterval(SHUTDOWN_TIMEOUT).untilAsserted(() -> {
            ProcessResources before = last.getAndSet(ProcessResources.of(pid));
            assertThat(last.get().differencesFrom(before)).isEmpty();
        });
        return last.get();
    }

    private void assertComplete(long sent) {
        assertConsecutive(UNTOUCHED, exported(directory.resolve("flag-events")), 0, sent);
        for (ChangingFile file : files) {
            String exporter = file.name();
            Stream<Long> numbers =
                    Stream.concat(exported(file.output(exporter)).stream(), log.eventsOf(exporter).stream());
            assertConsecutive(exporter, numbers.sorted().toList(), 0, sent);
            file.guests().forEach(guest -> assertWithoutGaps(guest, exported(file.output(guest))));
        }
    }

    /** Which ones a guest gets is up to when it came and went. */
    private static void assertWithoutGaps(String guest, List<Long> numbers) {
        assertThat(numbers).as(guest).isNotEmpty();
        assertConsecutive(guest, numbers, numbers.get(0), numbers.get(0) + numbers.size());
    }

    /** Shows no more of many numbers than where they go wrong. */
    private static void assertConsecutive(String exporter, List<Long> numbers, long from, long to) {
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).as("%s: after %d events", exporter, i).isEqualTo(from + i);
        }
        assertThat(numbers.size()).as("the events of " + exporter).isEqualTo(to - from);
    }

    /** The numbers of the events in the files of an exporter, in the order of their offsets. */
    private static List<Long> exported(Path output) {
        return ExportedFiles.files(output).stream()
                .flatMap(ReloadUnderLoadIT::numbers)
                .toList();
    }

    private static Stream<Long> numbers(Path file) {
        try {
            Matcher values = VALUE.matcher(Files.readString(file));
            return values.results().map(value -> Long.valueOf(value.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
