package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.ExportException;
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
        harness = new DeliveryHarness(
                        4,
                        1000,
                        new FailurePolicy(
                                2, Optional.empty(), Disposal.DEAD_LETTER, Disposal.DEAD_LETTER, Optional.of(letters)))
                .started();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void keepsWhatTheDestinationRefuses() throws IOException {
        harness.exporter.thenFail(ExportException.rejected("too old", null, Set.of(1, 3)));
        harness.append(4);
        FlushResult result = harness.flush();
        assertThat(result).isEqualTo(new FlushResult(2, 0, Optional.empty()));
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1, 2, 3), List.of(0, 2));
        assertThat(harness.data.counts().deadLettered()).isEqualTo(2);
        assertThat(harness.data.counts().dropped().values()).containsOnly(0L);
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0))
                .startsWith(
                        "{\"reason\":\"REJECTED\",\"message\":\"dev.flagexporter.spi.ExportException: too old\",\"attempts\":1,\"time\":\"2026-01-01T00:00:00Z\",\"exporter\":\"lake\",\"eventType\":\"feature\",\"deliveryId\":\""
                                + harness.exporter.calls.get(0).context().deliveryId() + "\",\"event\":{")
                .contains("\"userKey\":\"user-1\"");
        assertThat(lines().get(1)).contains("\"userKey\":\"user-3\"");
    }

    @Test
    void keepsTheOneThatIsNotNamed() throws IOException {
        harness.exporter.always((context, events) -> {
            if (new ScriptedExporter.Call(context, events).numbers().contains(2)) {
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
    void leavesTheBatchPendingWhenItCannotBeWritten() throws IOException {
        Files.createFile(file.getParent());
        harness.exporter.thenFail(ExportException.rejected("too old", null, Set.of(1)));
        harness.append(2);
        FlushResult result = harness.flush();
        assertThat(result.pending()).isEqualTo(2);
        assertThat(result.failure().orElseThrow().cause())
                .hasMessage("1 events cannot be written to the dead letter file " + file)
                .hasCauseInstanceOf(IOException.class);
        assertThat(harness.data.counts().deadLettered()).isZero();
        Files.delete(file.getParent());
        harness.exporter.thenFail(ExportException.rejected("too old", null, Set.of(1)));
        harness.advance(Duration.ofSeconds(1));
        assertThat(lines()).hasSize(1);
        assertThat(harness.data.counts().delivered()).isEqualTo(1);
    }

    @Test
    void beginsOnALineOfItsOwnBehindHalfALine() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"reason\":");
        harness.exporter.thenFail(ExportException.rejected("too old", null, Set.of(0)));
        harness.append(1);
        harness.flush();
        assertThat(lines()).hasSize(2).first().isEqualTo("{\"reason\":");
    }

    @Test
    void saysSo() {
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            harness.exporter.thenFail(ExportException.rejected("too old", null, Set.of(0)));
            harness.append(1);
            harness.flush();
            assertThat(log.messages())
                    .contains(
                            "The destination of the exporter \"lake\" refused 1 events for good; they are kept as dead letters. The causes are logged at DEBUG.");
        }
    }
}
