package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.EventOrigin;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.InMemoryExporter.Batch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Dead letters that are sent again. */
class ReplayTest {

    @TempDir
    private Path directory;

    private Path file;
    private DeliveryHarness harness;

    @BeforeEach
    void bury() {
        file = directory.resolve("lake.dead-letters.jsonl");
        harness = new DeliveryHarness(
                        4,
                        1000,
                        new FailureSettings(
                                1,
                                Optional.empty(),
                                Disposal.DEAD_LETTER,
                                Disposal.DEAD_LETTER,
                                Optional.of(directory)))
                .started();
        harness.exporter.thenFail(new IOException("down"));
        harness.append(4);
        harness.tick();
        harness.exporter.calls.clear();
    }

    private ReplayResult replay() {
        CompletionStage<ReplayResult> replay = harness.data.replayDeadLetters();
        harness.run();
        return replay.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static ReplayResult result(long delivered, long kept, long quarantined) {
        return new ReplayResult(delivered, kept, quarantined, Optional.empty());
    }

    @Test
    void sendsTheEventsAsTheyWereAndForgetsThem() {
        assertThat(replay()).isEqualTo(result(4, 0, 0));
        assertThat(harness.exporter.lastCall().events()).isEqualTo(Events.features(4));
        assertThat(file).isEmptyFile();
        assertThat(replay()).isEqualTo(result(0, 0, 0));
        assertThat(harness.exporter.calls).hasSize(1);
        assertThat(harness.data.counts().deadLettered())
                .as("a replay is counted apart")
                .isEqualTo(4);
    }

    @Test
    void givesEventsTheOriginThatTheyHad() {
        FeatureEvent received = Events.feature(4).toBuilder()
                .origin(EventOrigin.of("team-a", "mobile"))
                .build();
        replay();
        harness.exporter.thenFail(new IOException("down"));
        harness.append(received);
        harness.flush();
        assertThat(replay()).isEqualTo(result(1, 0, 0));
        assertThat(harness.exporter.lastCall().events()).singleElement().isEqualTo(received);
    }

    @Test
    void isADeliveryOfItsOwn() {
        replay();
        Batch call = harness.exporter.lastCall();
        assertThat(call.context().storeId()).matches("[a-z0-9]+").isNotEqualTo("store1");
        assertThat(call.context().attempt()).isEqualTo(1);
        assertThat(call.context().parentDeliveryId()).isEmpty();
    }

    @Test
    void keepsWhatFailsAgain() {
        harness.exporter.thenFail(new IOException("still down"));
        ReplayResult failed = replay();
        assertThat(failed.kept()).isEqualTo(4);
        assertThat(failed.failure().orElseThrow().cause()).hasMessage("still down");
        assertThat(replay()).isEqualTo(result(4, 0, 0));
    }

    @Test
    void keepsOnlyWhatFailsInPart() {
        harness.exporter.thenFail(ExportException.partial("throttled", null, Set.of(1), Set.of()));
        ReplayResult failed = replay();
        assertThat(failed.delivered()).isEqualTo(3);
        assertThat(failed.kept()).isEqualTo(1);
        replay();
        assertThat(harness.exporter.lastCall().numbers()).containsExactly(1);
    }

    @Test
    void keepsWhatIsRefusedAgainAndSendsTheOthers() {
        harness.exporter.always((context, events) -> {
            if (new Batch(context, events).numbers().contains(2)) {
                throw ExportException.rejected("bad event", null);
            }
        });
        assertThat(replay()).isEqualTo(result(3, 1, 0));
        assertThat(replay()).isEqualTo(result(0, 1, 0));
    }

    @Test
    void putsCorruptLinesAside() throws IOException {
        String letter = Files.readAllLines(file).get(0);
        Files.write(file, new byte[] {'{', (byte) 0xff, '}', '\n'}, StandardOpenOption.APPEND);
        Files.writeString(file, "\n{}\n[]\n" + letter + "x\n", StandardOpenOption.APPEND);
        Files.writeString(file, letter.replace("\"feature\",\"del", "\"tracking\",\"del"), StandardOpenOption.APPEND);
        assertThat(replay()).isEqualTo(result(4, 0, 5));
        assertThat(file).isEmptyFile();
        assertThat(Files.readString(directory.resolve("lake.dead-letters.jsonl.corrupt"), StandardCharsets.ISO_8859_1))
                .hasLineCount(5);
        assertThat(replay()).isEqualTo(result(0, 0, 0));
    }

    @Test
    void goesThroughManyBatches() {
        harness.exporter.always(ScriptedExporter.rejecting("no", 0));
        harness.append(6);
        harness.flush();
        harness.exporter.calls.clear();
        harness.exporter.always((context, events) -> {});
        assertThat(replay()).isEqualTo(result(10, 0, 0));
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7), List.of(8, 9));
    }

    @Test
    void keepsWhatAnAbandonedExportWasSending() {
        harness.exporter.then(
                (context, events) -> harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT.plus(ExporterCalls.GRACE)));
        ReplayResult abandoned = replay();
        assertThat(abandoned.failure().orElseThrow().cause()).hasMessageStartingWith("abandoned: ");
        assertThat(replay()).isEqualTo(result(4, 0, 0));
        assertThat(harness.successor.lastCall().numbers()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void isAnsweredAfterTheStop() {
        harness.data.stop();
        harness.run();
        assertThat(replay().failure().orElseThrow().cause()).hasMessage("the exporter is stopped");
    }

    @Test
    void withoutAFileDoesNothing() {
        DeliveryHarness without = new DeliveryHarness().started();
        CompletionStage<ReplayResult> replay = without.data.replayDeadLetters();
        without.run();
        assertThat(replay.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join())
                .isEqualTo(result(0, 0, 0));
    }

    @Test
    void leavesTheTimeBeforeAStopToLiveEvents() {
        harness.exporter.then((context, events) -> {
            harness.append(3);
            harness.data.stop();
            harness.advance(Duration.ofSeconds(3));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        });
        ReplayResult ended = replay();
        FlushResult stopped = DeliveryHarness.get(harness.data.stop());
        assertThat(stopped).isEqualTo(new FlushResult(3, 0, 0, Optional.empty()));
        assertThat(ended.delivered()).isZero();
        assertThat(ended.failure()).isPresent();
        assertThat(file).content().hasLineCount(4);
    }

    @Test
    void makesRoomForASuccessorSoon() {
        ScriptedExporter next = new ScriptedExporter(true);
        harness.exporter.then((context, events) -> {
            harness.data.replace(DeliveryHarness.setup(DeliveryHarness.NAME, next, 4));
            harness.append(1);
            harness.advance(Duration.ofSeconds(3));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        });
        assertThat(replay().failure()).isPresent();
        harness.flush();
        assertThat(next.batches()).containsExactly(List.of(4));
        assertThat(file).content().hasLineCount(4);
    }

    @Test
    void letsLiveEventsThatAreDueGoFirst() {
        harness.exporter.then((context, events) -> {
            throw new IOException("more dead letters");
        });
        harness.append(4);
        harness.flush();
        harness.advance(DeliveryHarness.MAX_BACKOFF);
        harness.exporter.calls.clear();
        harness.exporter.then((context, events) -> {
            harness.append(2);
            harness.data.wake();
        });
        assertThat(replay()).isEqualTo(result(8, 0, 0));
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1, 2, 3), List.of(8, 9), List.of(4, 5, 6, 7));
    }
}
