package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterState;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.testkit.InMemoryExporter.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A destination that rejects everything, such as a webhook with a wrong key, keeps its events. */
class RejectingDestinationTest {

    private static final int MANY = 100_000;

    /** One attempt finds out that a batch is rejected; the others look for an event that is at fault. */
    private static final int CALLS = RejectionStreak.MAX_ATTEMPTS + 1;

    @TempDir
    private Path directory;

    private static DeliveryHarness harness(int batch, FailureSettings policy) {
        return new DeliveryHarness(batch, 200_000, policy).started();
    }

    private static ScriptedExporter.Step unnamed() {
        return (context, events) -> {
            throw ExportException.rejected("400", null);
        };
    }

    private static ScriptedExporter.Step named() {
        return (context, events) -> {
            throw ExportException.partial("400", null, Set.of(), Outcome.allPositions(events.size()));
        };
    }

    static Stream<ScriptedExporter.Step> rejections() {
        return Stream.of(unnamed(), named());
    }

    private static long dropped(DeliveryHarness harness) {
        return harness.data.counts().dropped().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void keepsAllAndIsAskedLessAndLessOften(ScriptedExporter.Step rejection) {
        DeliveryHarness harness = harness(MANY, FailureSettings.DEFAULT);
        harness.exporter.always(rejection);
        harness.append(MANY);
        harness.tick();
        assertThat(harness.exporter.calls).hasSizeLessThanOrEqualTo(CALLS);
        assertThat(dropped(harness)).isZero();
        assertThat(harness.data.counts().pending()).isEqualTo(MANY);
        assertThat(harness.data.state()).isEqualTo(ExporterState.RETRYING);
        assertThat(harness.data.lastFailure().orElseThrow().cause()).hasMessageContaining("rejects every event");
        harness.exporter.calls.clear();
        harness.tick();
        assertThat(harness.exporter.calls).as("before the wait is over").isEmpty();
        harness.advance(DeliveryHarness.INITIAL_BACKOFF);
        assertThat(harness.exporter.calls).isNotEmpty().hasSizeLessThanOrEqualTo(CALLS);
        for (int i = 0; i < 20; i++) {
            harness.exporter.calls.clear();
            harness.advance(DeliveryHarness.MAX_BACKOFF);
            assertThat(harness.exporter.calls).hasSizeLessThanOrEqualTo(CALLS);
        }
        assertThat(dropped(harness)).isZero();
        harness.exporter.always((context, events) -> {});
        harness.advance(DeliveryHarness.MAX_BACKOFF);
        assertThat(harness.data.counts().delivered()).isEqualTo(MANY);
        assertThat(harness.exporter.arrived()).doesNotHaveDuplicates().hasSize(MANY);
        assertThat(harness.data.state()).isEqualTo(ExporterState.RUNNING);
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void losesAFewOfATrickleAtMost(ScriptedExporter.Step rejection) {
        DeliveryHarness harness = harness(100, FailureSettings.DEFAULT);
        harness.exporter.always(rejection);
        for (int i = 0; i < 50; i++) {
            harness.append(1);
            harness.flush();
        }
        assertThat(dropped(harness)).isLessThanOrEqualTo(RejectionStreak.MAX_EVENTS);
        assertThat(harness.data.state()).isEqualTo(ExporterState.RETRYING);
        harness.exporter.always((context, events) -> {});
        harness.flush();
        assertThat(harness.data.counts().pending()).isZero();
        assertThat(harness.data.counts().delivered()).isGreaterThanOrEqualTo(50 - RejectionStreak.MAX_EVENTS);
    }

    /** In a small batch single events are found to be rejected before the destination is. */
    @ParameterizedTest
    @MethodSource("rejections")
    void losesOnlyThePoisonEventAfterAnOutage(ScriptedExporter.Step rejection) {
        DeliveryHarness harness = harness(32, FailureSettings.DEFAULT);
        harness.exporter.always(rejection);
        harness.append(64);
        for (int i = 0; i < 30; i++) {
            harness.flush();
        }
        harness.exporter.always((context, events) -> {
            if (new Batch(context, events).numbers().contains(3)) {
                throw ExportException.rejected("bad event", null);
            }
        });
        harness.advance(DeliveryHarness.MAX_BACKOFF.multipliedBy(20));
        assertThat(harness.data.counts().pending()).isZero();
        assertThat(harness.data.counts().dropped().get(DropReason.REJECTED)).isEqualTo(1);
        assertThat(harness.exporter.arrived())
                .doesNotHaveDuplicates()
                .hasSize(63)
                .doesNotContain(3);
    }

    @Test
    void losesOnlyAPoisonEventAmongMany() throws IOException {
        DeliveryHarness harness = harness(
                MANY,
                new FailureSettings(
                        FailureSettings.UNLIMITED,
                        Optional.empty(),
                        Disposal.KEEP,
                        Disposal.DEAD_LETTER,
                        Optional.of(directory)));
        harness.exporter.always((context, events) -> {
            if (new Batch(context, events).numbers().contains(77_777)) {
                throw ExportException.rejected("bad event", null);
            }
        });
        harness.append(MANY);
        harness.flush();
        assertThat(harness.data.counts().delivered()).isEqualTo(MANY - 1);
        assertThat(harness.data.counts().deadLettered()).isEqualTo(1);
        assertThat(dropped(harness)).isZero();
        assertThat(harness.exporter.arrived()).hasSize(MANY - 1).doesNotContain(77_777);
        assertThat(Files.readAllLines(directory.resolve("lake.dead-letters.jsonl")))
                .singleElement()
                .asString()
                .contains("\"userKey\":\"user-77777\"");
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void losesAllInTheEndIfItIsConfiguredSo(ScriptedExporter.Step rejection) {
        DeliveryHarness harness =
                harness(1000, new FailureSettings(3, Optional.empty(), Disposal.DROP, Disposal.DROP, Optional.empty()));
        harness.exporter.always(rejection);
        harness.append(1000);
        harness.flush();
        harness.flush();
        assertThat(dropped(harness)).isZero();
        harness.flush();
        assertThat(harness.data.counts().dropped().get(DropReason.EXHAUSTED)).isEqualTo(1000);
        assertThat(harness.data.counts().pending()).isZero();
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void keepsAllInTheDeadLetterFileIfItIsConfiguredSo(ScriptedExporter.Step rejection) throws IOException {
        DeliveryHarness harness = harness(
                1000,
                new FailureSettings(2, Optional.empty(), Disposal.DEAD_LETTER, Disposal.DROP, Optional.of(directory)));
        harness.exporter.always(rejection);
        harness.append(1000);
        harness.flush();
        harness.flush();
        assertThat(harness.data.counts().deadLettered()).isEqualTo(1000);
        assertThat(Files.readAllLines(directory.resolve("lake.dead-letters.jsonl")))
                .hasSize(1000);
    }
}
