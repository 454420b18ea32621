package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.InMemoryExporter.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Temporary failures: the same delivery again, when its time has come. */
class RetryTest {

    private static final Duration ALMOST_A_SECOND = Duration.ofMillis(999);
    private static final Duration A_MILLISECOND = Duration.ofMillis(1);

    private final DeliveryHarness harness = new DeliveryHarness(2, 1000).started();
    private final IOException down = new IOException("down");

    @Test
    void bringsTheSameDeliveryWithTheNextAttempt() {
        harness.exporter.thenFail(down).thenFail(down);
        harness.append(3);
        harness.tick();
        harness.append(1);
        harness.advance(Duration.ofSeconds(1));
        harness.advance(Duration.ofSeconds(2));
        assertThat(harness.exporter.batches())
                .containsExactly(List.of(0, 1), List.of(0, 1), List.of(0, 1), List.of(2, 3));
        List<ExportContext> contexts =
                harness.exporter.calls.stream().map(Batch::context).toList();
        assertThat(contexts).extracting(ExportContext::attempt).containsExactly(1, 2, 3, 1);
        assertThat(contexts.subList(0, 3)).extracting(ExportContext::deliveryId).containsOnly(id(0));
        assertThat(id(3)).isNotEqualTo(id(0));
        assertThat(contexts.subList(0, 3))
                .extracting(ExportContext::batchCreatedAt)
                .containsOnly(contexts.get(0).batchCreatedAt());
        assertThat(contexts.subList(0, 3))
                .extracting(ExportContext::parentDeliveryId)
                .allMatch(Optional::isEmpty);
        assertThat(contexts.get(2).deadline()).isAfter(harness.clock.now());
        assertThat(harness.data.counts()).isEqualTo(DeliveryTest.counts(4, 4, 0, 4, 2));
    }

    private String id(int call) {
        return harness.exporter.calls.get(call).context().deliveryId();
    }

    @Test
    void comesNotBeforeItsTimeHoweverOftenTheWorkerIsWoken() {
        harness.exporter.thenFail(down);
        harness.append(2);
        harness.tick();
        harness.advance(ALMOST_A_SECOND);
        harness.tick();
        harness.tick();
        assertThat(harness.exporter.calls).hasSize(1);
        harness.advance(A_MILLISECOND);
        assertThat(harness.exporter.calls).hasSize(2);
    }

    @Test
    void comesAtOnceWithAFlush() {
        harness.exporter.thenFail(down);
        harness.append(2);
        harness.tick();
        assertThat(harness.flush()).isEqualTo(new FlushResult(2, 0, 0, Optional.empty()));
        harness.append(1);
        harness.advance(Duration.ofMinutes(1));
        assertThat(harness.exporter.calls).as("the wait was overtaken").hasSize(2);
    }

    @Test
    void waitsAnewAfterAFlushThatFails() {
        harness.exporter.alwaysFail(down);
        harness.append(1);
        harness.tick();
        harness.advance(Duration.ofMillis(500));
        harness.flush();
        assertThat(harness.exporter.calls).hasSize(2);
        harness.advance(Duration.ofMillis(1999));
        assertThat(harness.exporter.calls).as("the second wait is two seconds").hasSize(2);
        harness.advance(A_MILLISECOND);
        assertThat(harness.exporter.calls).hasSize(3);
    }

    @Test
    void isTriedLessAndLessOftenUpToTheLongestWait() {
        harness.exporter.alwaysFail(down);
        harness.append(1);
        harness.tick();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waits.add(secondsToTheNextAttempt());
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 8L, 8L);
    }

    private long secondsToTheNextAttempt() {
        int before = harness.exporter.calls.size();
        long seconds = 0;
        while (harness.exporter.calls.size() == before) {
            harness.advance(Duration.ofSeconds(1));
            seconds++;
        }
        return seconds;
    }

    @Test
    void beginsAnewAfterASuccess() {
        harness.exporter.thenFail(down).thenFail(down);
        harness.append(1);
        harness.tick();
        harness.advance(Duration.ofSeconds(3));
        assertThat(harness.data.counts().pending()).isZero();
        harness.exporter.thenFail(down);
        harness.append(1);
        harness.tick();
        assertThat(secondsToTheNextAttempt()).isEqualTo(1);
    }

    @Test
    void beginsAnewWhenADrainGotSomewhere() {
        harness.exporter.alwaysFail(down);
        harness.append(4);
        harness.tick();
        harness.advance(Duration.ofSeconds(3));
        harness.exporter.always((context, events) -> {
            if (context.firstOffset() > 0) {
                throw down;
            }
        });
        harness.advance(Duration.ofSeconds(4));
        assertThat(harness.data.counts().delivered()).isEqualTo(2);
        assertThat(secondsToTheNextAttempt()).isEqualTo(1);
    }

    @Test
    void isReportedByTheFlush() {
        harness.exporter.then((context, events) -> {}).thenFail(down);
        harness.append(5);
        FlushResult result = harness.flush();
        assertThat(result.delivered()).isEqualTo(2);
        assertThat(result.pending()).isEqualTo(3);
        assertThat(result.failure()).contains(new ExportFailure(harness.clock.now(), 1, down));
    }

    @Test
    void isSeenInTheStateUntilItIsOver() {
        harness.exporter.thenFail(down);
        harness.append(1);
        harness.tick();
        assertThat(harness.data.state()).isEqualTo(ExporterState.RETRYING);
        ExportFailure failure = new ExportFailure(harness.clock.now(), 1, down);
        assertThat(harness.data.lastFailure()).contains(failure);
        harness.advance(Duration.ofSeconds(1));
        assertThat(harness.data.state()).isEqualTo(ExporterState.RUNNING);
        assertThat(harness.data.lastFailure()).as("it is still the last").contains(failure);
        assertThat(harness.flush().failure()).as("nothing is left to deliver").isEmpty();
    }

    @Test
    void followsEveryThrowable() {
        List<Throwable> all = List.of(
                new RuntimeException("defect"),
                new NoClassDefFoundError("missing"),
                new StackOverflowError(),
                new OutOfMemoryError("on purpose"),
                new InterruptedException(),
                new ExportException("later"));
        all.forEach(harness.exporter::thenFail);
        harness.append(1);
        for (Throwable thrown : all) {
            assertThat(harness.flush().failure().orElseThrow().cause()).isSameAs(thrown);
        }
        assertThat(harness.flush().delivered()).isEqualTo(1);
        assertThat(harness.exporter.lastCall().context().attempt()).isEqualTo(all.size() + 1);
    }

    @Test
    void ofAPartNamesTheDeliveryItIsAPartOf() {
        harness.exporter.then((context, events) -> {
            throw ExportException.partial("throttled", null, Set.of(1), Set.of());
        });
        harness.append(4);
        FlushResult result = harness.flush();
        assertThat(result.delivered()).isEqualTo(1);
        assertThat(result.pending()).isEqualTo(3);
        assertThat(result.failure().orElseThrow().cause()).isInstanceOf(ExportException.class);
        harness.advance(Duration.ofSeconds(1));
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1), List.of(1), List.of(2, 3));
        ExportContext remainder = harness.exporter.calls.get(1).context();
        assertThat(remainder.parentDeliveryId()).contains(id(0));
        assertThat(remainder.deliveryId()).isNotEqualTo(id(0));
        assertThat(remainder.attempt()).isEqualTo(1);
        assertThat(remainder.firstOffset()).isEqualTo(1);
        assertThat(remainder.lastOffset()).isEqualTo(1);
        assertThat(remainder.batchCreatedAt())
                .isEqualTo(harness.exporter.calls.get(0).context().batchCreatedAt());
        assertThat(harness.data.counts()).isEqualTo(DeliveryTest.counts(4, 4, 0, 3, 1));
    }

    @Test
    void ofAPartOfAPartKeepsTheOffsets() {
        DeliveryHarness large = new DeliveryHarness().started().append(10);
        large.exporter
                .then((context, events) -> {
                    throw ExportException.partial("throttled", null, Set.of(9, 2, 5, 7), Set.of());
                })
                .then((context, events) -> {
                    throw ExportException.partial("throttled", null, Set.of(1, 2), Set.of());
                });
        large.flush();
        large.flush();
        large.flush();
        assertThat(large.exporter.batches().subList(1, 3)).containsExactly(List.of(2, 5, 7, 9), List.of(5, 7));
        ExportContext last = large.exporter.lastCall().context();
        assertThat(last.firstOffset()).isEqualTo(5);
        assertThat(last.lastOffset()).isEqualTo(7);
        assertThat(last.parentDeliveryId())
                .contains(large.exporter.calls.get(1).context().deliveryId());
        assertThat(large.data.counts().delivered()).isEqualTo(10);
    }

    @Test
    void ofEveryEventIsTheSameDelivery() {
        harness.exporter.then((context, events) -> {
            throw ExportException.partial("throttled", null, Set.of(0, 1), Set.of());
        });
        harness.append(2);
        harness.tick();
        harness.advance(Duration.ofSeconds(1));
        assertThat(id(1)).isEqualTo(id(0));
        assertThat(harness.exporter.lastCall().context().attempt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 100})
    void doesNotBelieveAnExporterThatNamesImpossibleEvents(int position) {
        harness.exporter.then((context, events) -> {
            throw ExportException.partial("throttled", null, Set.of(0, position), Set.of());
        });
        harness.append(2);
        FlushResult result = harness.flush();
        assertThat(result.delivered()).isZero();
        assertThat(result.failure().orElseThrow().cause())
                .hasMessageContaining("of a batch of 2 events")
                .hasMessageContaining(Integer.toString(position))
                .hasCauseInstanceOf(ExportException.class);
        assertThat(harness.flush().delivered()).isEqualTo(2);
    }

    @Test
    void ofTheOpeningComesBeforeAnyExport() {
        DeliveryHarness fresh = new DeliveryHarness();
        fresh.exporter.openFailures.add(down);
        fresh.exporter.openFailures.add(new NoClassDefFoundError("missing"));
        fresh.append(2).started();
        assertThat(fresh.exporter.lifeCycle).containsExactly("open", "close");
        assertThat(fresh.data.state()).isEqualTo(ExporterState.RETRYING);
        assertThat(fresh.data.lastFailure().orElseThrow().cause()).isSameAs(down);
        fresh.tick();
        assertThat(fresh.exporter.lifeCycle).as("not before its time").containsExactly("open", "close");
        fresh.advance(Duration.ofSeconds(1));
        assertThat(fresh.data.lastFailure().orElseThrow().attempt()).isEqualTo(2);
        fresh.advance(Duration.ofSeconds(2));
        assertThat(fresh.exporter.lifeCycle).containsExactly("open", "close", "open", "close", "open", "export");
        assertThat(fresh.exporter.lastCall().context().attempt())
                .as("the openings were attempts at this batch")
                .isEqualTo(3);
        assertThat(fresh.data.counts()).isEqualTo(DeliveryTest.counts(2, 2, 0, 3, 2));
        assertThat(fresh.data.state()).isEqualTo(ExporterState.RUNNING);
    }

    @Test
    void ofTheOpeningIsNoAttemptWhileNothingIsPending() {
        DeliveryHarness fresh = new DeliveryHarness();
        fresh.exporter.openFailures.add(down);
        fresh.started();
        assertThat(fresh.data.state()).isEqualTo(ExporterState.RETRYING);
        assertThat(fresh.data.counts()).isEqualTo(DeliveryTest.counts(0, 0, 0, 0, 0));
        fresh.advance(Duration.ofSeconds(1));
        assertThat(fresh.data.state()).isEqualTo(ExporterState.RUNNING);
        assertThat(fresh.exporter.lifeCycle).containsExactly("open", "close", "open");
    }

    @Test
    void ofTheOpeningIsReportedByAFlushForWhichEventsWait() {
        DeliveryHarness fresh = new DeliveryHarness();
        fresh.exporter.openFailures.addAll(List.of(down, down));
        fresh.append(2).started();
        FlushResult result = fresh.flush();
        assertThat(result.pending()).isEqualTo(2);
        assertThat(result.failure().orElseThrow().cause()).isSameAs(down);
    }

    @Test
    void ofAStreamingExporterNeedsNoOtherEventAndBringsNothingThatArrived() {
        ScriptedExporter stream = new ScriptedExporter(false)
                .thenFail(ExportException.partial("throttled", null, Set.of(1), Set.of()))
                .thenFail(down);
        ManualDriver worker = new ManualDriver(harness.clock, new Random());
        DefaultDataExporter<FeatureEvent> data = new DefaultDataExporter<>(
                DeliveryHarness.setup("stream", stream, 10), harness.store, worker.environment());
        worker.drive(data);
        data.start();
        harness.append(3);
        data.wake();
        worker.run();
        worker.advance(DeliveryHarness.MAX_BACKOFF);
        assertThat(stream.batches()).containsExactly(List.of(0, 1, 2), List.of(1), List.of(1));
        assertThat(data.counts()).isEqualTo(DeliveryTest.counts(3, 3, 0, 3, 2));
    }

    @Test
    void goesOnAfterAFailureOutsideTheExporter() {
        IllegalStateException defect = new IllegalStateException("defect");
        AtomicInteger leases = new AtomicInteger();
        EventStore<FeatureEvent> failing = new ForwardingStore(harness.store) {
            @Override
            public Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
                if (leases.incrementAndGet() == 1) {
                    throw defect;
                }
                return super.lease(consumerId, limits);
            }
        };
        ScriptedExporter exporter = new ScriptedExporter(false);
        ManualDriver worker = new ManualDriver(harness.clock, new Random());
        DefaultDataExporter<FeatureEvent> data =
                new DefaultDataExporter<>(DeliveryHarness.setup("other", exporter, 10), failing, worker.environment());
        worker.drive(data);
        failing.append(Events.feature(0));
        data.start();
        CompletionStage<FlushResult> flush = data.flush();
        worker.run();
        FlushResult result = DeliveryHarness.get(flush);
        assertThat(result.pending()).isEqualTo(1);
        assertThat(result.failure().orElseThrow().cause()).isSameAs(defect);
        worker.advance(DeliveryHarness.INITIAL_BACKOFF);
        assertThat(exporter.calls).as("tried again, without a flush").hasSize(1);
    }

    @Test
    void neverMixesUpTheIdsOfDifferentSetsOfEvents() {
        DeliveryHarness large = new DeliveryHarness(10, 1000).started().append(40);
        large.exporter.always((context, events) -> {
            if (events.size() > 1) {
                throw ExportException.partial("one at a time", null, allBut(events.size()), Set.of());
            }
        });
        for (int i = 0; i < 60; i++) {
            large.flush();
        }
        assertThat(large.data.counts().delivered()).isEqualTo(40);
        Set<String> ids = new HashSet<>();
        large.exporter.calls.forEach(call -> ids.add(call.context().deliveryId()));
        assertThat(ids).hasSameSizeAs(new HashSet<>(large.exporter.batches()));
    }

    private static Set<Integer> allBut(int size) {
        Set<Integer> positions = new HashSet<>();
        for (int i = 1; i < size; i++) {
            positions.add(i);
        }
        return positions;
    }
}
