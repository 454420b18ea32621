package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.store.LeaseLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** An exporter that takes the place of another one while events flow. */
class ReplacementTest {

    private static final Duration TIME = DeliveryHarness.SHUTDOWN_TIMEOUT;

    private final DeliveryHarness harness = new DeliveryHarness(2, 1000).started();
    private final ScriptedExporter old = harness.exporter;
    private final ScriptedExporter next = new ScriptedExporter(true);
    private final IOException down = new IOException("down");

    @Test
    void goesOnAtTheSameOffsetWithTheSameCounts() {
        harness.append(3);
        harness.flush();
        harness.append(2);
        assertThat(replace(next)).isEqualTo(ReplaceResult.REPLACED);
        assertThat(old.batches()).containsExactly(List.of(0, 1), List.of(2));
        assertThat(next.batches()).containsExactly(List.of(3, 4));
        assertThat(next.lastCall().context().firstOffset()).isEqualTo(3);
        assertThat(harness.data.counts()).isEqualTo(DeliveryTest.counts(5, 5, 0, 3, 0));
    }

    @Test
    void opensWhenTheOldIsClosed() {
        List<String> calls = new ArrayList<>();
        old.closing = () -> calls.add("the old closes");
        next.opening = () -> calls.add("the new opens");
        replace(next);
        assertThat(calls).containsExactly("the old closes", "the new opens");
        assertThat(old.lifeCycle).containsExactly("open", "close");
    }

    @Test
    void comesBetweenTwoBatches() {
        old.then((context, events) -> harness.data.replace(setup(next)));
        harness.append(6);
        harness.tick();
        assertThat(old.batches()).containsExactly(List.of(0, 1));
        assertThat(next.batches()).containsExactly(List.of(2, 3), List.of(4, 5));
    }

    @Test
    void doesNotWaitForTheBackoffOfTheOld() {
        old.alwaysFail(down);
        harness.append(2);
        harness.tick();
        assertThat(harness.data.state()).isEqualTo(ExporterState.RETRYING);
        replace(next);
        assertThat(next.batches()).containsExactly(List.of(0, 1));
        assertThat(harness.data.state()).isEqualTo(ExporterState.RUNNING);
        harness.advance(Duration.ofMinutes(1));
        assertThat(old.calls).hasSize(1);
    }

    @Test
    void retriesWithItsOwnBackoff() {
        old.alwaysFail(down);
        harness.append(1);
        harness.tick();
        harness.advance(Duration.ofSeconds(10));
        next.alwaysFail(down);
        ExporterSetup patient = new ExporterSetup(
                DeliveryHarness.NAME,
                "scripted",
                EventType.FEATURE,
                ExporterInstances.of(next, () -> next),
                new DeliverySettings(
                        new FlushTrigger(Duration.ofSeconds(60), 100),
                        LeaseLimits.UNLIMITED,
                        new Timeouts(TIME, TIME),
                        new RetrySettings(
                                Duration.ofMinutes(1), Duration.ofHours(1), RetrySettings.UNLIMITED, Optional.empty()),
                        FailurePolicy.DEFAULT));
        harness.replace(patient);
        harness.advance(Duration.ofMillis(59_999));
        assertThat(next.calls).hasSize(1);
        harness.advance(Duration.ofMillis(1));
        assertThat(next.calls).as("after the first wait, not the fifth").hasSize(2);
    }

    @Test
    void takesThePlaceOfOneThatCannotBeOpened() {
        DeliveryHarness closed = new DeliveryHarness(2, 1000);
        closed.exporter.openFailures.addAll(List.of(down, down, down));
        closed.append(1).started();
        closed.replace(setup(next));
        assertThat(next.batches()).containsExactly(List.of(0));
        assertThat(closed.exporter.lifeCycle).containsExactly("open", "close");
    }

    @Test
    void isInTimeWhenTheOldIsInterrupted() {
        List<CompletionStage<ReplaceResult>> replaced = new ArrayList<>();
        old.then((context, events) -> {
            replaced.add(harness.data.replace(setup(next)));
            harness.advance(TIME.minusMillis(1));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            harness.advance(Duration.ofMillis(1));
            assertThat(Thread.interrupted()).isTrue();
            throw new InterruptedException();
        });
        harness.append(2);
        FlushResult flush = harness.flush();
        assertThat(flush.failure().orElseThrow().cause())
                .hasMessage("interrupted after the time to make room for its successor");
        assertThat(get(replaced.get(0))).isEqualTo(ReplaceResult.REPLACED);
        assertThat(next.batches()).containsExactly(List.of(0, 1));
        assertThat(next.lastCall().context().deliveryId())
                .as("the same events under the same id")
                .isEqualTo(old.lastCall().context().deliveryId());
        assertThat(next.lastCall().context().attempt()).isEqualTo(2);
        assertThat(harness.data.counts().possiblyDuplicated()).isZero();
        assertThat(old.lifeCycle).containsExactly("open", "export", "close");
    }

    @Test
    void abandonsOneThatHangs() {
        old.then((context, events) -> {
            harness.data.replace(setup(next));
            throw new ManualCalls.Hang();
        });
        harness.append(2);
        harness.tick();
        assertThat(next.batches()).containsExactly(List.of(0, 1));
        assertThat(old.lifeCycle).containsExactly("open", "export", "close");
        assertThat(harness.successor.lifeCycle).as("of the old setup").isEmpty();
        assertThat(harness.data.counts().delivered()).isEqualTo(2);
        assertThat(harness.data.counts().possiblyDuplicated()).isEqualTo(2);
    }

    private static DeliveryHarness stuck(FailureSettings policy) {
        DeliveryHarness stuck = new DeliveryHarness(2, 1000, policy).started();
        List.of(stuck.exporter, stuck.successor)
                .forEach(exporter -> exporter.always((context, events) -> {
                    throw new ManualCalls.Hang();
                }));
        stuck.append(1);
        stuck.tick();
        stuck.advance(Duration.ofHours(1));
        assertThat(stuck.data.hangingCalls()).isEqualTo(ExporterCalls.MAX_HANGING);
        return stuck;
    }

    @Test
    void makesCallsAlthoughTooManyOfTheOldHang() {
        DeliveryHarness stuck = stuck(FailureSettings.DEFAULT);
        assertThat(stuck.replace(setup(next))).isEqualTo(ReplaceResult.REPLACED);
        assertThat(next.batches()).containsExactly(List.of(0));
        assertThat(stuck.data.state()).isEqualTo(ExporterState.RUNNING);
        assertThat(stuck.data.hangingCalls()).as("they still do").isEqualTo(ExporterCalls.MAX_HANGING);
        next.then((context, events) -> {
            throw new ManualCalls.Hang();
        });
        stuck.append(1);
        stuck.tick();
        assertThat(stuck.data.hangingCalls()).isEqualTo(ExporterCalls.MAX_HANGING + 1);
        stuck.worker.returnAll();
        assertThat(stuck.data.hangingCalls()).isZero();
    }

    @Test
    void writesDeadLettersAlthoughTooManyCallsOfTheOldHang(@TempDir Path directory) {
        FailureSettings policy = new FailureSettings(
                FailureSettings.UNLIMITED,
                Optional.empty(),
                Disposal.KEEP,
                Disposal.DEAD_LETTER,
                Optional.of(directory));
        DeliveryHarness stuck = stuck(policy);
        next.then(ScriptedExporter.rejecting("too old", 0));
        stuck.replace(setup(next, LeaseLimits.UNLIMITED, policy));
        assertThat(stuck.data.counts().deadLettered()).isEqualTo(1);
    }

    @Test
    void doesNotWaitForeverForTheClose() {
        old.closing = () -> harness.advance(DeliveryHarness.ATTEMPT_TIMEOUT);
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            harness.append(2);
            CompletionStage<FlushResult> flush = harness.data.flush();
            assertThat(replace(next)).isEqualTo(ReplaceResult.REPLACED);
            assertThat(DeliveryHarness.get(flush)).isEqualTo(new FlushResult(2, 0, 0, Optional.empty()));
            assertThat(log.messages()).anyMatch(line -> line.startsWith("Exporter \"lake\" did not close: "));
        }
        assertThat(next.batches()).containsExactly(List.of(0, 1));
        assertThat(harness.data.lastFailure()).isEmpty();
    }

    @Test
    void isNotInterruptedByTheDeadlineOfTheOld() {
        replace(next);
        next.then((context, events) -> {
            harness.advance(TIME);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
        harness.append(1);
        harness.flush();
        assertThat(harness.data.counts().delivered()).isEqualTo(1);
    }

    @Test
    void goesOnWithWhatRemainedOfAPartialFailure() {
        DeliveryHarness large = new DeliveryHarness(4, 1000).started();
        large.exporter.thenFail(ExportException.partial("throttled", null, Set.of(1, 3), Set.of()));
        large.append(4);
        large.tick();
        large.replace(setup(next));
        assertThat(next.batches()).as("and nothing twice").containsExactly(List.of(1, 3));
        assertThat(next.lastCall().context().parentDeliveryId())
                .contains(large.exporter.lastCall().context().deliveryId());
        assertThat(large.data.counts().delivered()).isEqualTo(4);
    }

    @Test
    void dividesWhatIsLargerThanItsBatches() {
        DeliveryHarness large = new DeliveryHarness(5, 1000).started();
        large.exporter.alwaysFail(down);
        large.append(5);
        large.tick();
        large.replace(setup(next));
        assertThat(next.batches()).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(next.calls)
                .allSatisfy(call -> assertThat(call.context().attempt()).isEqualTo(1));
        assertThat(next.calls.get(1).context().firstOffset()).isEqualTo(2);
        assertThat(next.calls.get(0).context().parentDeliveryId())
                .contains(large.exporter.lastCall().context().deliveryId());
    }

    @Test
    void dividesByBytesAsWell() {
        DeliveryHarness large = new DeliveryHarness(3, 1000).started();
        large.exporter.alwaysFail(down);
        large.append(3);
        large.tick();
        long size = large.exporter.lastCall().events().get(0).sizeHint();
        large.replace(setup(next, new LeaseLimits(100, 2 * size + 1), FailureSettings.DEFAULT));
        assertThat(next.batches()).containsExactly(List.of(0, 1), List.of(2));
    }

    @Test
    void takesBatchesOfItsOwnSize() {
        replace(setup(next, new LeaseLimits(5, Long.MAX_VALUE), FailureSettings.DEFAULT));
        harness.append(7);
        harness.tick();
        assertThat(next.batches()).containsExactly(List.of(0, 1, 2, 3, 4), List.of(5, 6));
    }

    @Test
    void hasAllTheAttemptsItMayHave() {
        FailureSettings twice =
                new FailureSettings(2, Optional.empty(), Disposal.DROP, Disposal.DROP, Optional.empty());
        old.alwaysFail(down);
        next.alwaysFail(down);
        harness.append(2);
        harness.tick();
        harness.advance(Duration.ofMinutes(1));
        replace(setup(next, new LeaseLimits(2, Long.MAX_VALUE), twice));
        assertThat(harness.data.counts().pending()).as("the first of two").isEqualTo(2);
        harness.flush();
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.EXHAUSTED, 2L);
    }

    @Test
    void keepsTheCountsOfAnotherFailurePolicy() {
        old.then(ScriptedExporter.rejecting("too old", 0));
        harness.append(1);
        harness.tick();
        FailureSettings keeping = new FailureSettings(
                FailureSettings.UNLIMITED,
                Optional.empty(),
                Disposal.KEEP,
                Disposal.DEAD_LETTER,
                Optional.of(Path.of("target", "never-written")));
        replace(setup(next, new LeaseLimits(2, Long.MAX_VALUE), keeping));
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.REJECTED, 1L);
        assertThat(harness.data.counts().deadLettered()).isZero();
    }

    @Test
    void isSeenInWhatTheExporterSaysOfItself() {
        ExporterSetup other = new ExporterSetup(
                DeliveryHarness.NAME,
                "other",
                EventType.FEATURE,
                ExporterInstances.of(next, () -> next),
                new DeliverySettings(
                        new FlushTrigger(Duration.ofSeconds(5), 7),
                        LeaseLimits.UNLIMITED,
                        new Timeouts(TIME, TIME),
                        new RetrySettings(TIME, TIME, RetrySettings.UNLIMITED, Optional.empty()),
                        FailurePolicy.DEFAULT));
        assertThat(harness.replace(other)).isEqualTo(ReplaceResult.REPLACED);
        assertThat(harness.data.kind()).isEqualTo("other");
        assertThat(harness.data.flushInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(harness.data.maxEventInMemory()).isEqualTo(7);
        assertThat(harness.data.consumerId()).isEqualTo(DeliveryHarness.NAME);
    }

    @Test
    void answersAFlushWithWhatBothDelivered() {
        old.then((context, events) -> harness.data.replace(setup(next)));
        harness.append(6);
        assertThat(harness.flush()).isEqualTo(new FlushResult(6, 0, 0, Optional.empty()));
        assertThat(old.calls).hasSize(1);
    }

    @Test
    void answersAFlushWithTheFailureOfTheOld() {
        old.then((context, events) -> {
            harness.data.replace(setup(next));
            throw down;
        });
        harness.append(2);
        FlushResult flush = harness.flush();
        assertThat(flush.delivered()).isZero();
        assertThat(flush.failure().orElseThrow().cause()).isSameAs(down);
        assertThat(harness.data.counts().delivered()).as("at once, by the new").isEqualTo(2);
    }

    @Test
    void givesWayToALaterOne() {
        ScriptedExporter last = new ScriptedExporter(true);
        CompletionStage<ReplaceResult> first = harness.data.replace(setup(next));
        CompletionStage<ReplaceResult> second = harness.data.replace(setup(last));
        harness.append(1);
        harness.tick();
        assertThat(get(first)).isEqualTo(ReplaceResult.SUPERSEDED);
        assertThat(get(second)).isEqualTo(ReplaceResult.REPLACED);
        assertThat(next.lifeCycle).isEmpty();
        assertThat(last.batches()).containsExactly(List.of(0));
    }

    @Test
    void givesWayToOneThatComesWhileTheOldCloses() {
        ScriptedExporter last = new ScriptedExporter(true);
        List<CompletionStage<ReplaceResult>> second = new ArrayList<>();
        old.closing = () -> second.add(harness.data.replace(setup(last)));
        assertThat(replace(next)).isEqualTo(ReplaceResult.SUPERSEDED);
        assertThat(get(second.get(0))).isEqualTo(ReplaceResult.REPLACED);
        assertThat(next.lifeCycle).isEmpty();
        assertThat(last.lifeCycle).containsExactly("open");
    }

    @Test
    void comesTooLateAfterTheStop() {
        harness.data.stop();
        harness.run();
        assertThat(replace(next)).isEqualTo(ReplaceResult.STOPPED);
        assertThat(next.lifeCycle).isEmpty();
    }

    @Test
    void comesTooLateWhenTheTimeOfTheLastFlushIsOver() {
        List<CompletionStage<ReplaceResult>> replaced = new ArrayList<>();
        old.then((context, events) -> {
            harness.data.stop();
            replaced.add(harness.data.replace(setup(next)));
            throw new ManualCalls.Hang();
        });
        harness.append(2);
        harness.tick();
        assertThat(get(replaced.get(0))).isEqualTo(ReplaceResult.STOPPED);
        assertThat(DeliveryHarness.get(harness.data.stop()).pending()).isEqualTo(2);
        assertThat(next.lifeCycle).isEmpty();
        assertThat(old.lifeCycle).containsExactly("open", "export", "close");
    }

    @Test
    void makesTheLastFlushWhenItCameBeforeTheStop() {
        harness.append(2);
        CompletionStage<ReplaceResult> replaced = harness.data.replace(setup(next));
        CompletionStage<FlushResult> stop = harness.data.stop();
        harness.run();
        assertThat(get(replaced)).isEqualTo(ReplaceResult.REPLACED);
        assertThat(DeliveryHarness.get(stop)).isEqualTo(new FlushResult(2, 0, 0, Optional.empty()));
        assertThat(next.lifeCycle).containsExactly("open", "export", "close");
        assertThat(old.lifeCycle).containsExactly("open", "close");
    }

    @Test
    void beforeTheStartWaitsForIt() {
        DeliveryHarness fresh = new DeliveryHarness();
        CompletionStage<ReplaceResult> replaced = fresh.data.replace(setup(next));
        fresh.append(1).started();
        assertThat(get(replaced)).isEqualTo(ReplaceResult.REPLACED);
        assertThat(fresh.exporter.lifeCycle).isEmpty();
        assertThat(next.batches()).containsExactly(List.of(0));
    }

    private ExporterSetup setup(Exporter exporter) {
        return DeliveryHarness.setup(DeliveryHarness.NAME, exporter, 2);
    }

    private static ExporterSetup setup(Exporter exporter, LeaseLimits limits, FailureSettings policy) {
        ExporterSetup setup =
                DeliveryHarness.setup(DeliveryHarness.NAME, exporter, () -> exporter, limits.maxEvents(), policy);
        return new ExporterSetup(
                setup.name(),
                setup.kind(),
                setup.eventType(),
                setup.instances(),
                policy.delivery(limits, setup.delivery().timeouts()));
    }

    private ReplaceResult replace(Exporter exporter) {
        return harness.replace(setup(exporter));
    }

    private ReplaceResult replace(ExporterSetup setup) {
        return harness.replace(setup);
    }

    private static ReplaceResult get(CompletionStage<ReplaceResult> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
