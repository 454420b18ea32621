package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.FeatureEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Attempts that take too long: interrupted, and abandoned when that does not help. */
class AttemptTimeoutTest {

    private static final Duration GRACE = ExporterCalls.GRACE;

    private final LogCapture log = new LogCapture("dev.flagexporter");
    private final DeliveryHarness harness = new DeliveryHarness(2, 1000).started();

    @AfterEach
    void end() {
        log.close();
    }

    /** Takes longer than it may, and reacts to the interrupt. */
    private static void takeTooLong(DeliveryHarness harness) throws InterruptedException {
        harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Takes no notice of the interrupt; meanwhile another worker takes over. */
    private static void hang(DeliveryHarness harness) {
        harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT.plus(GRACE));
    }

    @Test
    void fails() {
        harness.exporter.then((context, events) -> takeTooLong(harness));
        harness.append(2);
        FlushResult result = harness.flush();
        assertThat(result.pending()).isEqualTo(2);
        assertThat(result.failure().orElseThrow().cause())
                .hasMessage("interrupted after the attempt-timeout of 60000 ms")
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(harness.data.counts()).isEqualTo(DeliveryTest.counts(2, 0, 2, 1, 1));
        harness.advance(Duration.ofSeconds(1));
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1), List.of(0, 1));
        assertThat(harness.data.counts()).isEqualTo(DeliveryTest.counts(2, 2, 0, 2, 1));
    }

    @Test
    void isNotInterruptedInTime() {
        harness.exporter.then((context, events) -> {
            harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT.minusMillis(1));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
        harness.append(1);
        assertThat(harness.flush().delivered()).isEqualTo(1);
        harness.advance(Duration.ofMinutes(5));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void leavesNoInterruptToTheNextAttempt() {
        List<Boolean> interrupted = new ArrayList<>();
        harness.exporter
                .then((context, events) -> harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT))
                .always((context, events) ->
                        interrupted.add(Thread.currentThread().isInterrupted()));
        harness.append(4);
        harness.flush();
        assertThat(interrupted).containsExactly(false);
    }

    @Test
    void deliversWhenItArrivesLate() {
        harness.exporter.then((context, events) -> harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT.plusSeconds(1)));
        harness.append(2);
        assertThat(harness.flush()).isEqualTo(new FlushResult(2, 0, 0, Optional.empty()));
        harness.advance(Duration.ofMinutes(5));
        assertThat(harness.exporter.calls).hasSize(1);
        assertThat(harness.exporter.lifeCycle).doesNotContain("close");
    }

    @Test
    void believesNoRejectionOfAnInterruptedAttempt() {
        harness.exporter.then((context, events) -> {
            harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT);
            throw ScriptedExporter.rejection("interrupted", events.size(), 0, 1);
        });
        harness.append(2);
        assertThat(harness.flush().pending()).isEqualTo(2);
    }

    @Test
    void believesWhatAnInterruptedAttemptNamesAsDelivered() {
        harness.exporter.then((context, events) -> {
            harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT);
            throw ExportException.partial("interrupted", null, Set.of(1), Set.of());
        });
        harness.append(2);
        assertThat(harness.flush().delivered()).isEqualTo(1);
    }

    @Test
    void thatCannotBeInterruptedIsAbandonedAndSentAgainByAnotherInstance() {
        harness.exporter.then((context, events) -> hang(harness));
        harness.append(3);
        FlushResult result = harness.flush();
        assertThat(result.pending()).isEqualTo(3);
        assertThat(result.failure().orElseThrow().cause()).hasMessageStartingWith("abandoned: ");
        assertThat(harness.exporter.lifeCycle).containsExactly("open", "export", "close");
        assertThat(harness.data.state()).isEqualTo(ExporterState.RETRYING);
        assertThat(harness.data.counts().possiblyDuplicated()).isEqualTo(2);
        harness.advance(Duration.ofSeconds(1));
        assertThat(harness.successor.lifeCycle).containsExactly("open", "export", "export");
        assertThat(harness.successor.batches()).containsExactly(List.of(0, 1), List.of(2));
        assertThat(harness.successor.calls.get(0).context().deliveryId())
                .isEqualTo(harness.exporter.lastCall().context().deliveryId());
        assertThat(harness.successor.calls.get(0).context().attempt()).isEqualTo(2);
        assertThat(harness.data.counts().delivered()).isEqualTo(3);
        assertThat(harness.data.counts().attempts()).isEqualTo(3);
        assertThat(harness.data.counts().failedAttempts()).isEqualTo(1);
        assertThat(log.lines())
                .contains(new LogCapture.Line(
                        "ERROR",
                        "Exporter \"lake\" was abandoned: it returned neither within the attempt-timeout of 60000 ms nor when it was interrupted. Another instance replaces it; 2 events are sent again and may be duplicated.",
                        false));
    }

    @Test
    void changesNothingWhenItReturnsLateWithARejection() {
        harness.exporter.then((context, events) -> {
            hang(harness);
            throw ExportException.partial("late", null, Set.of(), Set.of(0));
        });
        harness.append(2);
        assertThat(harness.flush().pending()).isEqualTo(2);
        harness.advance(Duration.ofSeconds(1));
        assertThat(harness.data.counts().delivered()).isEqualTo(2);
        assertThat(harness.data.state()).isEqualTo(ExporterState.RUNNING);
    }

    @Test
    void ofTheOpeningIsAbandonedAsWell() {
        DeliveryHarness fresh = new DeliveryHarness();
        fresh.exporter.opening = () -> hang(fresh);
        fresh.append(1).started();
        assertThat(fresh.exporter.lifeCycle).as("it did open, late").containsExactly("open", "close");
        fresh.advance(Duration.ofSeconds(1));
        assertThat(fresh.successor.batches()).containsExactly(List.of(0));
        assertThat(fresh.data.counts().possiblyDuplicated()).isZero();
    }

    @Test
    void answersAFlushThatCameWhileItHung() {
        List<CompletionStage<FlushResult>> during = new ArrayList<>();
        harness.exporter.then((context, events) -> {
            during.add(harness.data.flush());
            hang(harness);
        });
        harness.append(2);
        harness.tick();
        assertThat(DeliveryHarness.get(during.get(0))).isEqualTo(new FlushResult(2, 0, 0, Optional.empty()));
        assertThat(harness.successor.batches()).as("at once").containsExactly(List.of(0, 1));
    }

    @Test
    void endsTheStopWithTheSuccessor() {
        harness.exporter.then((context, events) -> {
            harness.data.stop();
            harness.advance(DeliveryHarness.SHUTDOWN_TIMEOUT.plus(GRACE));
        });
        harness.append(2);
        CompletionStage<FlushResult> flush = harness.data.flush();
        harness.run();
        FlushResult stopped = DeliveryHarness.get(harness.data.stop());
        assertThat(stopped.pending()).isEqualTo(2);
        assertThat(DeliveryHarness.get(flush).pending()).isEqualTo(2);
        assertThat(harness.exporter.lifeCycle).containsExactly("open", "export", "close");
        assertThat(harness.successor.lifeCycle).isEmpty();
        assertThat(harness.data.counts().delivered()).isZero();
    }

    @Test
    @Timeout(60)
    void isTakenOverByAnotherThread() throws InterruptedException {
        CountDownLatch exporting = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ScriptedExporter stuck = new ScriptedExporter(true).always((context, events) -> {
            exporting.countDown();
            hang(interrupted, released);
        });
        ScriptedExporter successor = new ScriptedExporter(true);
        DefaultDataExporter<FeatureEvent> data = new DefaultDataExporter<>(
                DeliveryHarness.setup("real", stuck, () -> successor, 10, FailureSettings.DEFAULT),
                harness.store,
                harness.clock);
        harness.append(2);
        // before the start, so that it is the first cycle that answers it
        CompletionStage<FlushResult> flush = data.flush();
        data.start();
        DeliveryHarness.await(exporting);
        harness.clock.advance(DeliveryHarness.ATTEMPT_TIMEOUT);
        DeliveryHarness.await(interrupted);
        harness.clock.advance(GRACE);
        assertThat(DeliveryHarness.get(flush).pending()).isEqualTo(2);
        assertThat(DeliveryHarness.get(data.flush()).delivered()).isEqualTo(2);
        assertThat(data.hangingCalls()).isEqualTo(1);
        released.countDown();
        await().until(() -> data.hangingCalls() == 0);
        harness.append(1);
        assertThat(DeliveryHarness.get(data.stop()).delivered()).isEqualTo(1);
        assertThat(data.counts().attempts()).isEqualTo(3);
        assertThat(successor.lifeCycle).containsExactly("open", "export", "export", "close");
    }

    private static void hang(CountDownLatch interrupted, CountDownLatch released) {
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }

    @Test
    void isNotRepeatedWhileTooManyStillHang() {
        DeliveryHarness stuck = new DeliveryHarness(2, 1000).started();
        stuck.exporter.always((context, events) -> {
            throw new ManualCalls.Hang();
        });
        stuck.successor.always((context, events) -> {
            throw new ManualCalls.Hang();
        });
        stuck.append(1);
        stuck.tick();
        stuck.advance(Duration.ofHours(1));
        assertThat(stuck.exporter.calls.size() + stuck.successor.calls.size()).isEqualTo(ExporterCalls.MAX_HANGING);
        assertThat(stuck.data.hangingCalls()).isEqualTo(ExporterCalls.MAX_HANGING);
        assertThat(stuck.data.lastFailure().map(ExportFailure::cause).orElseThrow())
                .hasMessage("8 abandoned calls still hang; no call is made until one of them returns");
        stuck.successor.always((context, events) -> {});
        stuck.worker.returnAll();
        assertThat(stuck.flush().delivered()).as("they have returned").isEqualTo(1);
    }
}
