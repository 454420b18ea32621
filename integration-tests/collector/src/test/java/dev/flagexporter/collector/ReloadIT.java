package dev.flagexporter.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.flagexporter.collector.ReloadedCollector.EXPORTERS;
import static dev.flagexporter.collector.ReloadedCollector.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a change of the configuration file does to the packaged application. */
class ReloadIT {

    private static final String REPLACED = "removed \"events\", \"tracking\"; added \"more\"; 0 unchanged";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private List<Long> exported(String output) {
        return ExportedFiles.events(directory.resolve(output)).stream()
                .map(event -> event.get("value").longValue())
                .toList();
    }

    @Test
    void anotherTypeOfEventsIsARemovalAndAnAddition() throws Exception {
        try (ReloadedCollector collector = new ReloadedCollector(directory)) {
            EventSender sender = collector.sender();
            sender.send(2);
            collector.change(EXPORTERS + "events.event-type", "tracking", EXPORTERS + "tracking.event-type", "feature");
            collector
                    .reloads()
                    .assertNextIsApplied(
                            "removed \"events\", \"tracking\"; added \"events\", \"tracking\"; 0 unchanged");
            assertThat(exported("flag-events")).as("flushed by the removal").containsExactly(0L, 1L);
            sender.send(2);
            collector.stop();
        }
        assertThat(exported("flag-events")).containsExactly(0L, 1L);
        assertThat(exported("flag-events/tracking")).containsExactly(2L, 3L);
    }

    @Test
    void aDisabledExporterIsFlushedAndGone() throws Exception {
        try (ReloadedCollector collector = new ReloadedCollector(directory)) {
            EventSender sender = collector.sender();
            sender.send(1);
            collector.change(EXPORTERS + "events.enabled", "false");
            collector.reloads().assertNextIsApplied("removed \"events\"; 1 unchanged");
            sender.send(1);
            collector.awaitInLog("No exporter is configured for feature events");
            collector.remove(EXPORTERS + "events.enabled");
            collector.reloads().assertNextIsApplied("added \"events\"; 1 unchanged");
            sender.send(1);
            collector.stop();
        }
        assertThat(exported("flag-events")).containsExactly(0L, 2L);
    }

    @Test
    void deadLettersGoToTheNewDirectory() throws Exception {
        try (ReloadedCollector collector = new ReloadedCollector(
                directory,
                EXPORTERS + "events.output-dir",
                output().toString(),
                EXPORTERS + "events.max-event-in-memory",
                "1",
                EXPORTERS + "events.retry.max-attempts",
                "1",
                EXPORTERS + "events.on-exhausted",
                "dead-letter",
                EXPORTERS + "events.dead-letter.directory",
                "letters")) {
            EventSender sender = collector.sender();
            sendToBrokenOutput(sender, "letters");
            collector.change(EXPORTERS + "events.dead-letter.directory", "other-letters");
            collector
                    .reloads()
                    .assertNextIsApplied("changed \"events\"; 1 unchanged; changed keys are " + EXPORTERS
                            + "\"events\".dead-letter.directory");
            sendToBrokenOutput(sender, "other-letters");
            assertThat(deadLetters("letters")).as("they stay where they are").isEqualTo(1);
        }
    }

    private Path output() {
        return directory.resolve("output");
    }

    /** With a file where the directory was; a second attempt is not allowed. */
    private void sendToBrokenOutput(EventSender sender, String letters) throws Exception {
        sender.send(1);
        await().atMost(PATIENCE).until(() -> exported("output").size() == 1);
        Files.move(output(), Files.createTempDirectory(directory, "aside").resolve("output"));
        Files.createFile(output());
        sender.send(1);
        await().atMost(PATIENCE).until(() -> deadLetters(letters) == 1);
        Files.delete(output());
    }

    private long deadLetters(String letters) throws IOException {
        Path file = directory.resolve(letters).resolve("events.dead-letters.jsonl");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    @Test
    void theStoreNeedsARestartAndEverythingElseDoesNot() throws Exception {
        try (ReloadedCollector collector = new ReloadedCollector(directory)) {
            collector.change(PREFIX + "store.capacity", "1000", EXPORTERS + "events.flush-interval", "1s");
            collector
                    .reloads()
                    .assertNextIsApplied("changed \"events\"; 1 unchanged; changed keys are " + EXPORTERS
                            + "\"events\".flush-interval");
            collector.awaitInLog("take effect with the next start only");
            assertThat(collector.log()).contains("with the next build: " + PREFIX + "store.capacity");
        }
    }

    @Test
    void reportsAllProblemsOfAnInvalidConfigurationAndKeepsThePreviousOne() throws Exception {
        String keys = PREFIX + "collector.authorized-keys.evaluation";
        try (ReloadedCollector collector = new ReloadedCollector(directory, keys, "a-key")) {
            collector.change(
                    EXPORTERS + "events.kind",
                    "s4",
                    EXPORTERS + "tracking.kind",
                    "log",
                    PREFIX + "store.capacity",
                    "lots",
                    EXPORTERS + "tracking.flush-interval",
                    "1.5s",
                    EXPORTERS + "more.kind",
                    "log",
                    keys + "[0]",
                    "\\u0020");
            collector.reloads().assertNextIsInvalid();
            collector.awaitInLog(keys + "[0] = \"***\": has an empty key");
            assertThat(collector.log())
                    .contains("The configuration of the flag exporter has 4 problems:")
                    .contains("store.capacity = \"lots\": is not a whole number")
                    .contains("\"events\".kind = \"s4\": is not the kind of any plugin on the class path")
                    .contains("\"tracking\".flush-interval = \"1.5s\": ")
                    .doesNotContain("\"more\" (log) started");
            EventSender sender = collector.sender();
            assertThat(sender.send(1)).isFalse();
            sender.useKey("a-key");
            assertThat(sender.send(1)).isTrue();
            collector.stop();
        }
        assertThat(exported("flag-events")).containsExactly(0L);
    }

    @Test
    void aMistakeOfOthersIsExplained() throws Exception {
        try (ReloadedCollector collector = new ReloadedCollector(directory)) {
            collector.change("quarkus.thread-pool.max-threads", "many", EXPORTERS + "more.kind", "log");
            collector.reloads().assertNextIsInvalid();
            collector.awaitInLog("quarkus.thread-pool.max-threads with the config value \"many\"");
            assertThat(collector.log())
                    .contains(
                            "The configuration of the application, of which that of the flag exporter is a part, cannot be read");
            collector.remove("quarkus.thread-pool.max-threads");
            collector.reloads().assertNextIsApplied(REPLACED);
        }
    }

    @Test
    void theDefaultExportersApplyOnlyWhileNoneIsConfigured() throws Exception {
        try (ReloadedCollector collector =
                new ReloadedCollector(directory, EXPORTERS + "events.flush-interval", "2s")) {
            assertThat(collector.log()).contains("\"events\" (file) started", "\"tracking\" (file) started");
            collector.remove(EXPORTERS + "events.flush-interval");
            collector
                    .reloads()
                    .assertNextIsApplied("changed \"events\"; 1 unchanged; changed keys are " + EXPORTERS
                            + "\"events\".flush-interval");
            collector.change(EXPORTERS + "more.kind", "log");
            collector.reloads().assertNextIsApplied(REPLACED);
            collector.remove(EXPORTERS + "more.kind");
            collector.reloads().assertNextIsApplied("removed \"more\"; added \"events\", \"tracking\"; 0 unchanged");
        }
    }

    @Test
    void aFileInYamlIsRead() throws Exception {
        Path yaml = directory.resolve("config/application.yaml");
        try (ReloadedCollector collector = new ReloadedCollector(directory)) {
            Files.writeString(yaml, "quarkus:\n  flag-exporter:\n    exporters:\n      more:\n        kind: log\n");
            collector.reloads().assertNextIsApplied(REPLACED);
            Files.writeString(yaml, "");
            collector
                    .reloads()
                    .assertNextIsApplied(
                            "removed \"more\"; added \"events\", \"tracking\"; 0 unchanged. These files were deleted or are empty: "
                                    + yaml.toRealPath());
        }
    }

    @Test
    void aLocationThatDoesNotExistYetIsToldAndLookedFor() throws Exception {
        Path mounted = directory.resolve("mounted");
        try (ReloadedCollector collector =
                new ReloadedCollector(directory, "quarkus.config.locations", mounted.toString())) {
            collector.awaitInLog("These locations of the configuration do not exist, and nothing is read from them"
                    + " until they do: " + mounted + ".");
            EditStyle.CONFIG_MAP.write(Files.createDirectory(mounted), EXPORTERS + "more.kind=log");
            collector.reloads().assertNextIsApplied(REPLACED);
        }
    }
}
