package dev.flagexporter.runtime.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.InMemoryExporter.Batch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The disk of the dead-letter file hangs, while destinations work. */
@Timeout(60)
class HungDeadLetterFileTest {

    private static final String NAME = "hung-letters";

    private final FastClock clock = new FastClock();
    private final AtomicBoolean hanging = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);
    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final EventStore<FeatureEvent> store = Threads.store(dispatcher);

    @TempDir
    private Path directory;

    /** Lets the calls into the dead-letter file hang: those that the writer makes. */
    private final class HungDisk implements ExporterCalls {

        private final ExporterCalls calls;

        HungDisk(ExporterCalls calls) {
            this.calls = calls;
        }

        @Override
        public Optional<Throwable> run(Call call, Supplier<Deadline> deadline) {
            boolean intoTheFile = call.getClass().getName().contains(DeadLetterWriter.class.getSimpleName());
            return hanging.get() && intoTheFile
                    ? calls.run(() -> Threads.awaitIgnoringInterrupts(released), deadline)
                    : calls.run(call, deadline);
        }

        @Override
        public void runAside(Runnable action) {
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

    private DefaultDataExporter<FeatureEvent> exporter(String name) {
        WorkerEnvironment real = WorkerEnvironment.real(name, clock);
        DefaultDataExporter<FeatureEvent> data = new DefaultDataExporter<>(
                setup(name),
                store,
                new WorkerEnvironment(clock, real.random(), new HungDisk(real.calls()), real.threads()));
        data.start();
        return data;
    }

    /** Rejects the event 1. */
    private ExporterSetup setup(String name) {
        ScriptedExporter.Step step = (context, events) -> {
            int rejected = new Batch(context, events).numbers().indexOf(1);
            if (rejected >= 0) {
                throw ScriptedExporter.rejection("no", events.size(), rejected);
            }
        };
        return DeliveryHarness.setup(
                name,
                connecting(step),
                () -> connecting(step),
                10,
                new FailureSettings(
                        FailureSettings.UNLIMITED,
                        Optional.empty(),
                        Disposal.KEEP,
                        Disposal.DEAD_LETTER,
                        Optional.of(directory)));
    }

    /** Its open takes a moment, in which it can be interrupted. */
    private static Exporter connecting(ScriptedExporter.Step step) {
        return new ForwardingExporter(Threads.exporter(step)) {
            @Override
            public void open() throws InterruptedException {
                boolean never = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
                assertThat(never).isFalse();
            }
        };
    }

    private void append(int first, int last) {
        for (int number = first; number <= last; number++) {
            store.append(Events.feature(number));
        }
    }

    @AfterEach
    void end() {
        released.countDown();
        dispatcher.close();
        await().until(() -> Threads.of(NAME).isEmpty());
    }

    private static <R> R get(CompletionStage<R> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void letsEventsThroughThatNeedNoDeadLetter() throws Exception {
        hanging.set(true);
        DefaultDataExporter<FeatureEvent> data = exporter(NAME);
        append(2, 4);
        await().until(() -> data.counts().delivered() == 3);
        append(5, 7);
        await().until(() -> data.counts().delivered() == 6);
        assertThat(get(data.stop()).pending()).isZero();
    }

    @Test
    void keepsTheEventThatNeedsADeadLetterAndReportsIt() throws Exception {
        DefaultDataExporter<FeatureEvent> data = exporter(NAME);
        DefaultDataExporter<FeatureEvent> other = exporter(NAME + "-other-worker");
        append(2, 2);
        await().until(() -> data.counts().delivered() == 1 && other.counts().delivered() == 1);
        hanging.set(true);
        append(0, 4);
        await().until(() -> data.state() == ExporterState.RETRYING);
        FlushResult flush = get(data.flush());
        assertThat(flush.pending()).isPositive();
        assertThat(flush.failure().orElseThrow().cause()).hasMessageContaining("cannot be written to the dead-letter file");
        assertThat(data.counts().dropped().values()).containsOnly(0L);
        assertThat(data.counts().deadLettered()).isZero();
        hanging.set(false);
        released.countDown();
        await().until(() -> data.counts().deadLettered() == 1);
        await().until(() -> data.counts().pending() == 0);
        get(data.stop());
        get(other.stop());
    }

    @Test
    void holdsUpNeitherAReplacementNorTheStop() throws Exception {
        DefaultDataExporter<FeatureEvent> data = exporter(NAME);
        append(2, 2);
        await().until(() -> data.counts().delivered() == 1);
        hanging.set(true);
        append(1, 1);
        await().until(() -> data.hangingCalls() > 0);
        assertThat(get(data.replace(setup(NAME)))).isEqualTo(ReplaceResult.REPLACED);
        assertThat(get(data.replayDeadLetters()).failure()).isPresent();
        FlushResult stopped = get(data.stop());
        assertThat(stopped.pending()).isEqualTo(1);
        assertThat(stopped.failure()).isPresent();
    }

    /** The limit of hanging calls must not keep an exporter open that can be closed. */
    @Test
    void leavesTheExporterClosed() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        WorkerEnvironment real = WorkerEnvironment.real(NAME, clock);
        ExporterSetup setup = setup(NAME);
        ForwardingExporter closing = new ForwardingExporter(setup.instances().first()) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        DefaultDataExporter<FeatureEvent> data = new DefaultDataExporter<>(
                new ExporterSetup(
                        setup.name(),
                        setup.kind(),
                        setup.eventType(),
                        ExporterInstances.of(closing, () -> closing),
                        setup.delivery()),
                store,
                new WorkerEnvironment(clock, real.random(), new HungDisk(real.calls()), real.threads()));
        data.start();
        append(2, 2);
        await().until(() -> data.counts().delivered() == 1);
        hanging.set(true);
        append(1, 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> data.hangingCalls() == ExporterCalls.MAX_HANGING);
        get(data.stop());
        await().untilTrue(closed);
    }
}
