package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The last flush and the end. */
@Timeout(60)
class StopTest {

    private final DeliveryHarness harness = new DeliveryHarness();
    private final IOException down = new IOException("down");

    @Test
    void deliversWhatIsPendingAndClosesOnce() {
        harness.started().append(3);
        CompletionStage<FlushResult> stop = harness.data.stop();
        assertThat(stop.toCompletableFuture()).isNotDone();
        harness.run();
        assertThat(DeliveryHarness.get(stop)).isEqualTo(new FlushResult(3, 0, 0, Optional.empty()));
        assertThat(DeliveryHarness.get(harness.data.stop())).as("stopped again").isEqualTo(DeliveryHarness.get(stop));
        harness.advance(Duration.ofMinutes(5));
        assertThat(harness.exporter.lifeCycle).containsExactly("open", "export", "close");
    }

    @Test
    void deliversWhatCameDuringTheDrainBeforeIt() {
        harness.started().append(2);
        harness.exporter.then((context, events) -> {
            harness.append(3);
            harness.data.stop();
        });
        harness.tick();
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1), List.of(2, 3, 4));
        assertThat(harness.exporter.lifeCycle).endsWith("close");
        assertThat(DeliveryHarness.get(harness.data.stop()).pending()).isZero();
    }

    @Test
    void triesAtOnceAlthoughARetryIsBeingWaitedFor() {
        harness.exporter.thenFail(down);
        harness.append(1).started();
        harness.data.stop();
        harness.run();
        assertThat(harness.data.counts().delivered()).isEqualTo(1);
        assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPED);
    }

    @Test
    void goesOnTryingUntilItsTimeIsOver() {
        harness.exporter.thenFail(down).thenFail(down);
        harness.append(1).started();
        CompletionStage<FlushResult> stop = harness.data.stop();
        harness.run();
        assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPING);
        harness.advance(Duration.ofSeconds(2));
        assertThat(DeliveryHarness.get(stop)).isEqualTo(new FlushResult(1, 0, 0, Optional.empty()));
    }

    @Test
    void givesUpWhenItsTimeIsOverAndSaysWhatIsLeft() {
        harness.exporter.alwaysFail(down);
        harness.append(2).started();
        CompletionStage<FlushResult> stop = harness.data.stop();
        harness.run();
        harness.advance(DeliveryHarness.SHUTDOWN_TIMEOUT.minusMillis(1));
        assertThat(stop.toCompletableFuture()).isNotDone();
        harness.advance(Duration.ofMillis(1));
        FlushResult result = DeliveryHarness.get(stop);
        assertThat(result.delivered()).isZero();
        assertThat(result.pending()).isEqualTo(2);
        assertThat(result.failure().orElseThrow().cause()).isSameAs(down);
        assertThat(harness.exporter.lifeCycle).containsOnlyOnce("close").endsWith("close");
        assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPED);
    }

    @Test
    void doesNotWaitForAnExporterThatCannotBeOpenedWhenNothingIsPending() {
        harness.exporter.openFailures.addAll(List.of(down, down, down));
        harness.started();
        CompletionStage<FlushResult> stop = harness.data.stop();
        harness.run();
        assertThat(DeliveryHarness.get(stop)).isEqualTo(new FlushResult(0, 0, 0, Optional.empty()));
        assertThat(harness.exporter.lifeCycle).endsWith("open", "close");
    }

    @Test
    void waitsForAnExporterThatCannotBeOpenedWhenEventsArePending() {
        harness.exporter.openFailures.addAll(List.of(down, down, down));
        harness.append(1).started();
        CompletionStage<FlushResult> stop = harness.data.stop();
        harness.run();
        assertThat(stop.toCompletableFuture()).isNotDone();
        harness.advance(Duration.ofSeconds(10));
        assertThat(DeliveryHarness.get(stop)).isEqualTo(new FlushResult(1, 0, 0, Optional.empty()));
    }

    @Test
    void beforeTheStartReportsAndAnswers() {
        harness.append(2);
        CompletionStage<FlushResult> flush = harness.data.flush();
        FlushResult stopped = DeliveryHarness.get(harness.data.stop());
        assertThat(stopped.pending()).isEqualTo(2);
        assertThat(stopped.failure().orElseThrow().cause()).hasMessage("stopped before it was started");
        assertThat(DeliveryHarness.get(flush)).isEqualTo(stopped);
        harness.data.start();
        harness.run();
        assertThat(harness.exporter.lifeCycle).as("stopped for good").isEmpty();
        assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPED);
    }

    @Test
    void blamesNoFailureThatIsOverWhenTheTimeIs() {
        harness.exporter.thenFail(down);
        harness.append(1).started();
        harness.flush();
        harness.exporter.then((context, events) -> {
            harness.data.stop();
            throw new ManualCalls.Hang();
        });
        harness.append(2);
        FlushResult flush = harness.flush();
        assertThat(flush.pending()).isEqualTo(2);
        assertThat(flush.failure().orElseThrow().cause())
                .hasMessageContaining("within the shutdown-timeout of 20000 ms");
        assertThat(DeliveryHarness.get(harness.data.stop())).isEqualTo(flush);
    }

    @Test
    void blamesNothingForEventsThatComeAfterTheLastFlushHasBegun() {
        harness.exporter.then((context, events) -> harness.append(1));
        harness.started().append(2);
        CompletionStage<FlushResult> stop = harness.data.stop();
        harness.run();
        assertThat(DeliveryHarness.get(stop)).isEqualTo(new FlushResult(2, 0, 1, Optional.empty()));
    }

    @Test
    void saysWhatItsLastFlushGaveUp() {
        harness.exporter.then(ScriptedExporter.rejecting("too old", 1));
        harness.started().append(3);
        CompletionStage<FlushResult> stop = harness.data.stop();
        harness.run();
        assertThat(DeliveryHarness.get(stop)).isEqualTo(new FlushResult(2, 1, 0, Optional.empty()));
    }

    @Test
    void leavesNoFlushUnanswered() {
        harness.exporter.thenFail(down);
        harness.append(1).started();
        harness.data.stop();
        harness.run();
        CompletionStage<FlushResult> late = harness.data.flush();
        assertThat(DeliveryHarness.get(late)).isEqualTo(new FlushResult(0, 0, 0, Optional.empty()));
    }

    @Test
    void survivesAnExporterThatFailsToClose() {
        Exporter failing = new LatchedExporter() {
            @Override
            public void close() {
                throw new NoClassDefFoundError("missing");
            }
        };
        ManualDriver worker = new ManualDriver(new ManualClock(), new Random());
        DefaultDataExporter<FeatureEvent> exporter =
                new DefaultDataExporter<>(DeliveryHarness.setup("failing", failing, 10), store(), worker.environment());
        worker.drive(exporter);
        exporter.start();
        CompletionStage<FlushResult> stop = exporter.stop();
        worker.run();
        assertThat(DeliveryHarness.get(stop).pending()).isZero();
    }

    /** With the real worker and its thread. */
    @Nested
    class OfAHangingExporter {

        private final ManualClock clock = new ManualClock();
        private final LatchedExporter hanging = new LatchedExporter();
        private final InMemoryEventStore<FeatureEvent> store = store();

        @Test
        void endsAndClosesBesideTheExport() throws InterruptedException {
            DefaultDataExporter<FeatureEvent> exporter = start(hanging);
            store.append(Events.feature(0));
            CompletionStage<FlushResult> flush = exporter.flush();
            await(hanging.exporting);
            CompletionStage<FlushResult> stop = exporter.stop();
            giveUp();
            await(hanging.interrupted);
            assertThat(stop.toCompletableFuture())
                    .as("it has a moment to return")
                    .isNotDone();
            passUntilDone(stop);
            FlushResult result = DeliveryHarness.get(stop);
            assertThat(result.pending()).isEqualTo(1);
            assertThat(result.failure().orElseThrow().cause())
                    .hasMessageContaining("within the shutdown-timeout of 20000 ms");
            assertThat(hanging.closed.getCount()).as("closed").isZero();
            assertThat(hanging.released.getCount()).as("still exporting").isEqualTo(1);
            assertThat(DeliveryHarness.get(flush)).isEqualTo(result);
            hanging.released.countDown();
            hanging.worker.join();
            assertThat(exporter.counts().delivered()).as("it did return, late").isZero();
            assertThat(exporter.state()).isEqualTo(ExporterState.STOPPED);
        }

        @Test
        void endsAlthoughTheCloseWaitsForTheExport() throws InterruptedException {
            LatchedExporter locked = new LatchedExporter() {
                @Override
                public synchronized void export(ExportContext context, List<? extends ExportableEvent> events)
                        throws Exception {
                    super.export(context, events);
                }

                @Override
                public synchronized void close() {
                    super.close();
                }
            };
            DefaultDataExporter<FeatureEvent> exporter = start(locked);
            store.append(Events.feature(0));
            exporter.flush();
            await(locked.exporting);
            CompletionStage<FlushResult> stop = exporter.stop();
            giveUp();
            await(locked.interrupted);
            passUntilDone(stop);
            assertThat(DeliveryHarness.get(stop).pending()).isEqualTo(1);
            locked.released.countDown();
            await(locked.closed);
        }

        @Test
        void endsAlthoughTheCloseHangsItself() throws InterruptedException {
            CountDownLatch closing = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            LatchedExporter stubborn = new LatchedExporter() {
                @Override
                public void close() {
                    closing.countDown();
                    awaitUninterruptibly(never);
                }
            };
            DefaultDataExporter<FeatureEvent> exporter = start(stubborn);
            CompletionStage<FlushResult> stop = exporter.stop();
            await(closing);
            giveUp();
            passUntilDone(stop);
            assertThat(DeliveryHarness.get(stop)).isEqualTo(new FlushResult(0, 0, 0, Optional.empty()));
            never.countDown();
        }

        @Test
        void releasesWhatItsOpeningAcquiredTooLate() throws InterruptedException {
            CountDownLatch opening = new CountDownLatch(1);
            CountDownLatch opened = new CountDownLatch(1);
            LatchedExporter slow = new LatchedExporter() {
                @Override
                public void open() {
                    opening.countDown();
                    awaitUninterruptibly(opened);
                }
            };
            DefaultDataExporter<FeatureEvent> exporter = start(slow);
            await(opening);
            CompletionStage<FlushResult> stop = exporter.stop();
            giveUp();
            passUntilDone(stop);
            DeliveryHarness.get(stop);
            assertThat(slow.closed.getCount()).as("nothing to close yet").isEqualTo(1);
            opened.countDown();
            await(slow.closed);
        }

        @Test
        void keepsTheInterruptAwayFromTheClose() throws InterruptedException {
            boolean[] interruptedInClose = new boolean[1];
            LatchedExporter polite = new LatchedExporter() {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) {
                    exporting.countDown();
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }

                @Override
                public void close() {
                    interruptedInClose[0] = Thread.currentThread().isInterrupted();
                    super.close();
                }
            };
            DefaultDataExporter<FeatureEvent> exporter = start(polite);
            store.append(Events.feature(0));
            exporter.flush();
            await(polite.exporting);
            CompletionStage<FlushResult> stop = exporter.stop();
            giveUp();
            DeliveryHarness.get(stop);
            await(polite.closed);
            assertThat(interruptedInClose[0]).isFalse();
        }

        private DefaultDataExporter<FeatureEvent> start(Exporter exporter) {
            DefaultDataExporter<FeatureEvent> started =
                    new DefaultDataExporter<>(DeliveryHarness.setup("hanging", exporter, 10), store, clock);
            started.start();
            return started;
        }

        private void giveUp() {
            clock.advance(DeliveryHarness.SHUTDOWN_TIMEOUT);
        }

        private void passUntilDone(CompletionStage<FlushResult> stop) {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        clock.advance(Duration.ofSeconds(1));
                        return stop.toCompletableFuture().isDone();
                    });
        }
    }

    private static InMemoryEventStore<FeatureEvent> store() {
        return new InMemoryEventStore<>(FeatureEvent.class, "store1", 1000, new Intake(), new WakeUpDispatcher());
    }

    /** Exports until it is released, whatever anybody does. */
    private static class LatchedExporter implements Exporter {

        final CountDownLatch exporting = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        volatile Thread worker = Thread.currentThread();

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
            worker = Thread.currentThread();
            exporting.countDown();
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // it ignores that
            }
        }
    }
}
