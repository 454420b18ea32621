package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.flagexporter.DropReason;
import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.ExportException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Temporary failures that do not end: when a batch is given up. */
class ExhaustionTest {

    private static final Optional<Duration> FOR_EVER = Optional.empty();

    private final IOException down = new IOException("down");

    private static DeliveryHarness started(int maxAttempts, Optional<Duration> maxElapsed, Disposal onExhausted) {
        return new DeliveryHarness(
                        2,
                        1000,
                        new FailureSettings(maxAttempts, maxElapsed, onExhausted, Disposal.DROP, Optional.empty()))
                .started();
    }

    @Test
    void dropsABatchAfterTheLastAttempt() {
        DeliveryHarness harness = started(2, FOR_EVER, Disposal.DROP);
        harness.exporter.thenFail(down).thenFail(down);
        harness.append(3);
        harness.tick();
        assertThat(harness.data.counts().pending()).isEqualTo(3);
        FlushResult last = harness.flush();
        assertThat(last.failed()).isEqualTo(2);
        assertThat(last.pending()).isEqualTo(1);
        assertThat(last.failure().orElseThrow().attempt()).isEqualTo(2);
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.EXHAUSTED, 2L);
        harness.advance(Duration.ofSeconds(2));
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1), List.of(0, 1), List.of(2));
        assertThat(harness.data.counts().delivered()).isEqualTo(1);
    }

    @Test
    void waitsBeforeTheNextBatchAsAfterAnyFailure() {
        DeliveryHarness harness = started(1, FOR_EVER, Disposal.DROP);
        harness.exporter.alwaysFail(down);
        harness.append(6);
        harness.tick();
        assertThat(harness.exporter.calls).hasSize(1);
        harness.advance(Duration.ofSeconds(1));
        assertThat(harness.exporter.calls).hasSize(2);
        harness.advance(Duration.ofSeconds(2));
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.EXHAUSTED, 6L);
        assertThat(harness.data.counts().pending()).isZero();
    }

    @Test
    void dropsABatchWhenItsTimeIsOver() {
        DeliveryHarness harness = started(FailureSettings.UNLIMITED, Optional.of(Duration.ofSeconds(6)), Disposal.DROP);
        harness.exporter.alwaysFail(down);
        harness.append(1);
        harness.tick();
        harness.advance(Duration.ofMillis(6_999));
        assertThat(harness.data.counts().pending())
                .as("tried after 0, 1 and 3 seconds")
                .isEqualTo(1);
        harness.advance(Duration.ofMillis(1));
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.EXHAUSTED, 1L);
    }

    @Test
    void dropsABatchForWhichTheExporterCannotBeOpened() {
        DeliveryHarness harness = new DeliveryHarness(
                2, 1000, new FailureSettings(2, FOR_EVER, Disposal.DROP, Disposal.DROP, Optional.empty()));
        harness.exporter.openFailures.addAll(List.of(down, down));
        harness.append(3).started();
        FlushResult last = harness.flush();
        assertThat(last.failed()).isEqualTo(2);
        assertThat(last.pending()).isEqualTo(1);
        assertThat(last.failure().orElseThrow().cause()).isSameAs(down);
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.EXHAUSTED, 2L);
        assertThat(harness.exporter.lifeCycle).containsExactly("open", "close", "open", "close");
        harness.advance(Duration.ofSeconds(2));
        assertThat(harness.exporter.batches()).containsExactly(List.of(2));
    }

    @Test
    void dropsABatchWhenItsTimeIsOverAndTheExporterCannotBeOpened() {
        DeliveryHarness harness = new DeliveryHarness(
                2,
                1000,
                new FailureSettings(
                        FailureSettings.UNLIMITED,
                        Optional.of(Duration.ofSeconds(3)),
                        Disposal.DROP,
                        Disposal.DROP,
                        Optional.empty()));
        harness.exporter.openFailures.addAll(List.of(down, down, down));
        harness.append(2).started();
        harness.advance(Duration.ofMillis(2_999));
        assertThat(harness.data.counts().pending())
                .as("tried after 0 and 1 seconds")
                .isEqualTo(2);
        harness.advance(Duration.ofMillis(1));
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.EXHAUSTED, 2L);
        assertThat(harness.exporter.calls).isEmpty();
    }

    @Test
    void keepsABatchForEverByDefault() {
        DeliveryHarness harness = started(1, Optional.of(Duration.ofSeconds(1)), Disposal.KEEP);
        harness.exporter.alwaysFail(down);
        harness.append(1);
        harness.tick();
        harness.advance(Duration.ofHours(1));
        assertThat(harness.exporter.calls).hasSizeGreaterThan(100);
        assertThat(harness.data.counts().pending()).isEqualTo(1);
    }

    @Test
    void beginsToCountAnewWithWhatRemainsOfABatch() {
        DeliveryHarness harness = started(2, FOR_EVER, Disposal.DROP);
        harness.exporter
                .thenFail(down)
                .thenFail(ExportException.partial("throttled", null, Set.of(1), Set.of()))
                .thenFail(down);
        harness.append(2);
        harness.flush();
        harness.flush();
        harness.flush();
        assertThat(harness.data.counts().pending()).isEqualTo(1);
        assertThat(harness.flush().delivered()).isEqualTo(1);
    }

    @Test
    void countsAnAbandonedAttemptAndSendsNothingTwiceAfterTheLast() {
        DeliveryHarness harness = started(1, FOR_EVER, Disposal.DROP);
        harness.exporter.then(
                (context, events) -> harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT.plus(ExporterCalls.GRACE)));
        harness.append(2);
        harness.flush();
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.EXHAUSTED, 2L);
        assertThat(harness.data.counts().possiblyDuplicated()).isZero();
        assertThat(harness.data.counts().attempts()).isEqualTo(1);
    }

    @Test
    void saysSoAndClaimsNoRecoveryWhenNothingIsLeft() {
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            DeliveryHarness harness = started(1, FOR_EVER, Disposal.DROP);
            harness.exporter.alwaysFail(down);
            harness.append(2);
            harness.tick();
            harness.advance(Duration.ofMinutes(1));
            assertThat(log.messages())
                    .hasSize(2)
                    .contains(
                            "Exporter \"lake\" dropped events: 2 given up (retry.max-attempts or retry.max-elapsed reached), last because of java.io.IOException: down. In total: OVERFLOW=0, REJECTED=0, EXHAUSTED=2, DEAD_LETTERS_FULL=0.");
        }
    }
}
