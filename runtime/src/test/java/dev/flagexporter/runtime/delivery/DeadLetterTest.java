package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.deadletter.DeadLetterFile;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.testkit.InMemoryExporter.Batch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that are given up and kept in a file. */
class DeadLetterTest {

    @TempDir
    private Path directory;

    private Path file;
    private DeliveryHarness harness;

    @BeforeEach
    void start() {
        Path letters = directory.resolve("letters");
        file = letters.resolve("lake.dead-letters.jsonl");
        harness = harness(letters).started();
    }

    private static DeliveryHarness harness(Path letters) {
        return new DeliveryHarness(
                4,
                1000,
                new FailureSettings(
                        2, Optional.empty(), Disposal.DEAD_LETTER, Disposal.DEAD_LETTER, Optional.of(letters)));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void keepsWhatTheDestinationRefuses() throws IOException {
        harness.exporter.then(ScriptedExporter.rejecting("too old", 1, 3));
        harness.append(4);
        FlushResult result = harness.flush();
        assertThat(result).isEqualTo(new FlushResult(2, 2, 0, Optional.empty()));
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1, 2, 3), List.of(0, 2));
        assertThat(harness.data.counts().deadLettered()).isEqualTo(2);
        assertThat(harness.data.counts().dropped().values()).containsOnly(0L);
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0))
                .startsWith(
                        "{\"reason\":\"REJECTED\",\"message\":\"dev.flagexporter.spi.ExportException: too old\",\"attempts\":1,\"time\":\"2026-01-01T00:00:00Z\",\"exporter\":\"lake\",\"eventType\":\"feature\",\"deliveryId\":\""
                                + harness.exporter.calls.get(0).context().deliveryId()
                                + "\",\"eventId\":\"store1-1\",\"event\":{")
                .contains("\"userKey\":\"user-1\"");
        assertThat(lines().get(1)).contains("\"eventId\":\"store1-3\"").contains("\"userKey\":\"user-3\"");
    }

    @Test
    void keepsTheOneThatIsNotNamed() throws IOException {
        harness.exporter.always((context, events) -> {
            if (new Batch(context, events).numbers().contains(2)) {
                throw ExportException.rejected("bad event", null);
            }
        });
        harness.append(4);
        harness.flush();
        assertThat(lines()).singleElement().asString().contains("\"userKey\":\"user-2\"");
        assertThat(harness.data.counts().delivered()).isEqualTo(3);
    }

    @Test
    void keepsAnExhaustedBatch() throws IOException {
        harness.exporter.thenFail(new IOException("down")).thenFail(new IOException("still down"));
        harness.append(2);
        harness.flush();
        assertThat(file).doesNotExist();
        harness.flush();
        assertThat(lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith(
                        "{\"reason\":\"EXHAUSTED\",\"message\":\"java.io.IOException: still down\",\"attempts\":2,"));
        assertThat(harness.data.counts().deadLettered()).isEqualTo(2);
        assertThat(harness.data.counts().pending()).isZero();
    }

    @Test
    void keepsABatchForWhichTheExporterCannotBeOpened() throws IOException {
        DeliveryHarness closed = harness(directory);
        closed.exporter.openFailures.addAll(List.of(new IOException("down"), new IOException("still down")));
        closed.append(2).started();
        assertThat(closed.flush().failed()).isEqualTo(2);
        assertThat(closed.exporter.calls).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("lake.dead-letters.jsonl")))
                .hasSize(2)
                .allMatch(line -> line.startsWith(
                        "{\"reason\":\"EXHAUSTED\",\"message\":\"java.io.IOException: still down\",\"attempts\":2,"));
        assertThat(closed.data.counts().deadLettered()).isEqualTo(2);
    }

    @Test
    void leavesTheBatchPendingWhenItCannotBeWritten() throws IOException {
        Files.createDirectories(file);
        harness.exporter.then(ScriptedExporter.rejecting("too old", 1));
        harness.append(2);
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            FlushResult result = harness.flush();
            assertThat(result.delivered()).isEqualTo(1);
            assertThat(result.pending()).isEqualTo(1);
            assertThat(result.failure().orElseThrow().cause())
                    .hasMessageStartingWith("1 events cannot be written to the dead-letter file " + file + ": ")
                    .hasCauseInstanceOf(IOException.class);
            assertThat(log.messages())
                    .anyMatch(line -> line.startsWith("Exporter \"lake\" failed to deliver (attempt 1): ")
                            && line.contains(file + " is not a plain file")
                            && line.contains("1 events are pending"));
        }
        assertThat(harness.data.counts().deadLettered()).isZero();
        assertThat(harness.data.counts().failedAttempts()).isEqualTo(1);
        Files.delete(file);
        harness.advance(Duration.ofSeconds(1));
        assertThat(lines()).hasSize(1);
        assertThat(harness.data.counts().delivered()).isEqualTo(1);
        assertThat(harness.data.counts().deadLettered()).isEqualTo(1);
    }

    @Test
    void putsHalfALineAside() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"reason\":");
        harness.exporter.then(ScriptedExporter.rejecting("too old", 0));
        harness.append(1);
        harness.flush();
        assertThat(lines()).singleElement().asString().contains("\"userKey\":\"user-0\"");
        assertThat(file.resolveSibling(file.getFileName() + ".corrupt")).hasContent("{\"reason\":\n");
    }

    @Test
    void saysSo() {
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            harness.exporter.then(ScriptedExporter.rejecting("too old", 0));
            harness.append(1);
            harness.flush();
            assertThat(log.messages())
                    .contains(
                            "Exporter \"lake\" wrote 1 events to its dead-letter file, 1 in total. Last causes: {REJECTED=dev.flagexporter.spi.ExportException: too old}");
        }
    }

    @Test
    void goesOnBesideAnotherApplicationUntilThatStops() throws IOException {
        String inUse = "quarkus.flag-exporter.exporters.\"lake\".dead-letter.directory = \"" + file.getParent()
                + "\": another application in this process uses the dead letters of an exporter of this name there. Give each application a directory of its own, or stop the other one.";
        DeliveryHarness second = harness(file.getParent());
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            second.started();
            assertThat(log.lines())
                    .contains(new LogCapture.Line(
                            "ERROR",
                            "Exporter \"lake\" cannot write dead letters at present: " + inUse
                                    + ". Events that need it stay pending.",
                            false));
        }
        second.append(2);
        assertThat(second.flush().delivered()).isEqualTo(2);
        second.exporter.alwaysFail(ExportException.rejected("too old", null));
        second.append(1);
        assertThat(second.flush().failure().orElseThrow().cause()).hasMessageEndingWith(inUse);
        assertThat(second.data.counts().pending()).isEqualTo(1);
        harness.data.stop();
        harness.run();
        second.flush();
        assertThat(second.data.counts().deadLettered()).isEqualTo(1);
        assertThat(lines()).singleElement().asString().contains("\"userKey\":\"user-2\"");
    }

    @Test
    void leavesTheFileToOthersEvenIfTheExporterHangs() {
        harness.append(1);
        harness.data.stop();
        harness.exporter.then((context, events) -> {
            assertThat(isFree()).isFalse();
            throw new ManualCalls.Hang();
        });
        harness.run();
        assertThat(isFree()).isTrue();
    }

    private boolean isFree() {
        try (DeadLetterFile other = new DeadLetterFile(file.getParent(), DeliveryHarness.NAME, Long.MAX_VALUE)) {
            other.claim();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
