package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.health.ExportersCheck;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.testkit.Events;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The machine does not start another thread. */
@Timeout(60)
class NoThreadTest {

    private static final String NAME = "no-thread";
    private static final OutOfMemoryError FAILURE = new OutOfMemoryError("unable to create native thread");

    private final FastClock clock = new FastClock();
    private final WorkerEnvironment real = WorkerEnvironment.real(NAME, clock);
    private final AtomicBoolean exhausted = new AtomicBoolean();
    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final CountDownLatch released = new CountDownLatch(1);

    /** Calls for which there are no threads. */
    private final class Calls implements ExporterCalls {

        private final ExporterCalls calls = real.calls().get();

        @Override
        public Optional<Throwable> run(Call call, Supplier<Deadline> deadline) {
            mayFail();
            return calls.run(call, deadline);
        }

        @Override
        public Optional<Throwable> runClose(Call call, Supplier<Deadline> deadline) {
            mayFail();
            return calls.runClose(call, deadline);
        }

        @Override
        public void runAside(Runnable action) {
            mayFail();
            calls.runAside(action);
        }

        @Override
        public int hanging() {
            return calls.hanging();
        }

        @Override
        public void stop() {
            calls.stop();
        }
    }

    private void mayFail() {
        if (exhausted.get()) {
            throw FAILURE;
        }
    }

    private final DefaultDataExporter<FeatureEvent> data;
    private final EventStore<FeatureEvent> store;

    NoThreadTest() {
        store = Threads.store(dispatcher);
        data = new DefaultDataExporter<>(
                DeliveryHarness.setup(NAME, Threads.exporter((context, events) -> {}), 10),
                store,
                new WorkerEnvironment(clock, real.random(), Calls::new, (name, action) -> {
                    mayFail();
                    real.threads().accept(name, action);
                }));
    }

    @AfterEach
    void end() {
        exhausted.set(false);
        released.countDown();
        DeliveryHarness.get(data.stop());
        dispatcher.close();
        await().until(() -> Threads.of(NAME).isEmpty());
    }

    @Test
    void makesTheExporterRetry() {
        data.start();
        exhausted.set(true);
        store.append(Events.feature(0));
        await().until(() -> data.state() == ExporterState.RETRYING);
        assertThat(data.lastFailure().map(ExportFailure::cause)).containsSame(FAILURE);
        FlushResult flush = DeliveryHarness.get(data.flush());
        assertThat(flush.pending()).isEqualTo(1);
        assertThat(flush.failure().map(ExportFailure::cause)).containsSame(FAILURE);
        exhausted.set(false);
        await().until(() -> data.counts().delivered() == 1);
        await().until(() -> data.state() == ExporterState.RUNNING);
    }

    @Test
    void delaysTheStopToItsTimeout() {
        data.start();
        store.append(Events.feature(0));
        await().until(() -> data.counts().delivered() == 1);
        exhausted.set(true);
        store.append(Events.feature(1));
        FlushResult stopped = DeliveryHarness.get(data.stop());
        assertThat(stopped.pending()).isEqualTo(1);
        assertThat(stopped.failure().map(ExportFailure::cause)).containsSame(FAILURE);
        assertThat(data.state()).isEqualTo(ExporterState.STOPPED);
    }

    @Test
    void failsTheStartWhichMayBeRepeated() {
        exhausted.set(true);
        store.append(Events.feature(0));
        assertThatThrownBy(data::start).isSameAs(FAILURE);
        assertThat(data.state()).isEqualTo(ExporterState.NEW);
        exhausted.set(false);
        data.start();
        await().until(() -> data.counts().delivered() == 1);
    }

    @Test
    void doesNotHoldUpTheStopOfAnExporterThatCouldNotBeStarted() {
        exhausted.set(true);
        store.append(Events.feature(0));
        CompletionStage<FlushResult> flush = data.flush();
        assertThatThrownBy(data::start).isSameAs(FAILURE);
        assertThat(DeliveryHarness.get(data.stop()).pending()).isEqualTo(1);
        assertThat(DeliveryHarness.get(flush).pending()).isEqualTo(1);
    }

    @Test
    void answersAStopThatCameWhileItWasToStart() {
        AtomicReference<DefaultDataExporter<FeatureEvent>> started = new AtomicReference<>();
        AtomicReference<CompletionStage<FlushResult>> stop = new AtomicReference<>();
        DefaultDataExporter<FeatureEvent> other = new DefaultDataExporter<>(
                DeliveryHarness.setup(NAME + "-other", Threads.exporter((context, events) -> {}), 10),
                store,
                new WorkerEnvironment(clock, real.random(), Calls::new, (name, action) -> {
                    stop.set(started.get().stop());
                    throw FAILURE;
                }));
        started.set(other);
        assertThatThrownBy(other::start).isSameAs(FAILURE);
        assertThat(stop.get().toCompletableFuture()).isDone();
        assertThat(other.state()).isEqualTo(ExporterState.STOPPED);
    }

    /** A call that hangs cannot even be interrupted then, but is abandoned all the same. */
    @Test
    void abandonsWhatItCannotInterrupt() {
        AtomicBoolean none = new AtomicBoolean();
        CallThread calls = new CallThread(NAME + "-call", clock, action -> {
            if (none.getAndSet(true)) {
                throw FAILURE;
            }
            return new Thread(action, NAME + "-call");
        });
        Deadline over = new Deadline(clock.nanoTime(), "the test's timeout");
        Optional<Throwable> thrown = calls.run(released::await, () -> over);
        assertThat(thrown.orElseThrow()).isInstanceOf(ExporterCalls.AbandonedCallException.class);
        assertThat(calls.hanging()).isEqualTo(1);
        assertThatThrownBy(() -> calls.run(() -> {}, () -> over)).isSameAs(FAILURE);
        none.set(false);
        assertThat(calls.run(
                        () -> {},
                        () -> new Deadline(
                                clock.nanoTime() + Duration.ofHours(1).toNanos(), "late")))
                .isEmpty();
        calls.stop();
    }

    /** Whatever ended its worker. */
    @Test
    void isSeenByTheHealthCheckAlthoughNothingReportsIt() {
        ManualClock time = new ManualClock();
        DefaultManager<FeatureEvent> features = new DefaultManager<>(
                EventType.FEATURE,
                store,
                setup -> new DefaultDataExporter<>(
                        setup, store, new WorkerEnvironment(time, real.random(), Calls::new, (name, action) -> {})));
        features.add(DeliveryHarness.setup("dead", Threads.exporter((context, events) -> {}), 10));
        DefaultManager<TrackingEvent> tracking =
                new DefaultManager<>(EventType.TRACKING, null, List.of(), DeliveryClock.SYSTEM);
        ExportersCheck check = new ExportersCheck(features, tracking);
        features.start();
        features.addEvent(Events.feature(0));
        features.wake("dead");
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
        time.advance(DeliveryHarness.ATTEMPT_TIMEOUT.plusSeconds(31));
        assertThat(features.exporters().get(0).stalledFor()).contains(DeliveryHarness.ATTEMPT_TIMEOUT.plusSeconds(31));
        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(check.call().getData().orElseThrow().get("dead")).asString().contains("no progress for 91 s");
    }
}
