package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import dev.flagexporter.ExporterCounts;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.runtime.store.StoreSettings;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.testkit.Events;

import static org.assertj.core.api.Assertions.assertThat;

/** An exporter at work without any thread: everything happens when a test says so, and always adds up. */
final class DeliveryHarness {

    static final String NAME = "lake";
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(60);
    static final Duration INITIAL_BACKOFF = Duration.ofSeconds(1);
    static final Duration MAX_BACKOFF = Duration.ofSeconds(8);
    static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);

    final ManualClock clock = new ManualClock();
    final ManualDriver worker = new ManualDriver(clock, new LongestWait());
    final ScriptedExporter exporter;
    final ScriptedExporter successor;
    final InMemoryEventStore<FeatureEvent> store;
    final DefaultDataExporter<FeatureEvent> data;
    private int offered;
    private int appended;

    DeliveryHarness() {
        this(100, 1000);
    }

    DeliveryHarness(int batch, long capacity) {
        this(batch, capacity, FailureSettings.DEFAULT);
    }

    DeliveryHarness(int batch, long capacity, FailureSettings policy) {
        this(batch, capacity, OverflowPolicy.DROP_OLDEST, policy);
    }

    DeliveryHarness(int batch, long capacity, OverflowPolicy overflow, FailureSettings policy) {
        exporter = new ScriptedExporter(true);
        successor = new ScriptedExporter(true);
        store = store(capacity, overflow);
        data = new DefaultDataExporter<>(
                setup(NAME, exporter, () -> successor, batch, policy), store, worker.environment());
        worker.drive(data);
    }

    /** A store for one thread: who waits for room does so for no time, because nobody else could make it. */
    static InMemoryEventStore<FeatureEvent> store(long capacity, OverflowPolicy policy) {
        StoreSettings settings = StoreSettings.of(StoreSettings.Limits.ofCapacity(capacity), policy);
        return new InMemoryEventStore<>(FeatureEvent.class, "store1", settings, new Intake(), new WakeUpDispatcher());
    }

    /** Full jitter at its longest. */
    static final class LongestWait implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("only within a bound");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    static ExporterSetup setup(String name, Exporter exporter, int batch) {
        return setup(name, exporter, () -> exporter, batch, FailureSettings.DEFAULT);
    }

    static ExporterSetup setup(
            String name, Exporter exporter, Supplier<Exporter> successors, int batch, FailureSettings policy) {
        return new ExporterSetup(
                name,
                "scripted",
                EventType.FEATURE,
                ExporterInstances.of(exporter, successors),
                policy.delivery(batch));
    }

    DeliveryHarness started() {
        data.start();
        run();
        return this;
    }

    /** Appends the next so many numbered events. */
    DeliveryHarness append(int count) {
        int before = appended;
        offer(count);
        assertThat(appended).as("the store took them").isEqualTo(before + count);
        return this;
    }

    /** Offers the next so many numbered events to the store, which may have no room for them. */
    void offer(int count) {
        for (int i = 0; i < count; i++) {
            append(Events.feature(offered));
        }
    }

    /** Appends an event with the next number. */
    void append(FeatureEvent event) {
        if (store.append(event) == AppendResult.APPENDED) {
            appended++;
        }
        offered++;
    }

    /** Appends numbered events that are none of this exporter's. */
    void appendForOthers(int count) {
        append(count);
        appended -= count;
    }

    /** What the flush interval does. */
    void tick() {
        data.wake();
        run();
    }

    void run() {
        worker.run();
        assertCountsAddUp();
    }

    void advance(Duration duration) {
        if (worker.isBusy()) {
            clock.advance(duration);
        } else {
            worker.advance(duration);
        }
        assertCountsAddUp();
    }

    FlushResult flush() {
        CompletionStage<FlushResult> flush = data.flush();
        run();
        return get(flush);
    }

    ReplaceResult replace(ExporterSetup successor) {
        CompletionStage<ReplaceResult> replaced = data.replace(successor);
        run();
        return replaced.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    static FlushResult get(CompletionStage<FlushResult> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    void assertCountsAddUp() {
        ExporterCounts counts = data.counts();
        long dropped =
                counts.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(counts.appended()).isEqualTo(appended);
        assertThat(counts.delivered() + counts.pending() + dropped + counts.deadLettered())
                .isEqualTo(appended);
        assertThat(counts.pending()).isNotNegative();
    }
}
