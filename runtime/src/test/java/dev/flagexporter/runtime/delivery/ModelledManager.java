package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.runtime.delivery.DeliverySettings.DeadLetterSettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.testkit.Events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A manager with its store, and beside it what they have to answer. */
final class ModelledManager {

    static final String STORE_ID = "store1";

    private final Parts parts;
    private final OverflowPolicy overflow;
    private final int capacity;
    private final ManualClock clock = new ManualClock();
    private final Map<Integer, Integer> offsets = new HashMap<>();
    private final Set<String> failing = new HashSet<>();
    private final EventStore<FeatureEvent> store;
    private final DefaultManager<FeatureEvent> manager;
    private final List<ModelledExporter> exporters = new ArrayList<>();
    private final List<ModelledExporter> active = new ArrayList<>();
    private final List<CompletableFuture<?>> answers = new ArrayList<>();
    private ModelledExporter joining;
    private int offered;
    private long withoutExporter;
    private long full;
    private long late;
    private boolean stopped;

    /** Started, without exporters. */
    ModelledManager(Parts parts, OverflowPolicy overflow, int capacity) {
        this.parts = parts;
        this.overflow = overflow;
        this.capacity = capacity;
        this.store = new WatchedStore(parts.store(capacity, overflow));
        this.manager = new DefaultManager<>(EventType.FEATURE, store, this::subscribe);
        manager.start();
    }

    /** Knows which consumers fail, which they do until they have succeeded. */
    private final class WatchedStore extends ForwardingStore {

        WatchedStore(EventStore<FeatureEvent> store) {
            super(store);
        }

        @Override
        public void addConsumer(String consumerId, ConsumerStart start) {
            super.addConsumer(consumerId, start);
            failing.add(consumerId);
        }

        @Override
        public void setFailing(String consumerId, boolean fails) {
            super.setFailing(consumerId, fails);
            if (fails) {
                failing.add(consumerId);
            } else {
                failing.remove(consumerId);
            }
        }
    }

    private DefaultDataExporter<FeatureEvent> subscribe(ExporterSetup setup) {
        DefaultDataExporter<FeatureEvent> exporter = new DefaultDataExporter<>(setup, store, joining.environment());
        joining.driver().drive(exporter);
        return exporter;
    }

    Parts parts() {
        return parts;
    }

    ManualClock clock() {
        return clock;
    }

    /** Where an event is in the store. */
    long offsetOf(int number) {
        return offsets.get(number);
    }

    String idOf(int number) {
        return STORE_ID + "-" + offsetOf(number);
    }

    /** The exporters that were not removed. */
    List<ModelledExporter> active() {
        return active;
    }

    boolean isStopped() {
        return stopped;
    }

    private boolean losesItsOldest(ModelledExporter exporter) {
        return switch (overflow) {
            case DROP_OLDEST -> true;
            case BACK_PRESSURE -> failing.contains(exporter.name());
            case DROP_NEWEST, REJECT, BLOCK -> false;
        };
    }

    String append(int count) {
        List<FeatureEvent> events = IntStream.range(offered, offered + count)
                .mapToObj(SizedEvents::event)
                .toList();
        AppendResult expected = expectedAnswer(count);
        AppendResult answer = count == 1 ? manager.addEvent(events.get(0)) : manager.addEvents(events);
        assertThat(answer).isEqualTo(expected);
        if (answer == AppendResult.APPENDED) {
            events.forEach(event -> isAppended(Events.number(event)));
        }
        offered += count;
        return answer.name();
    }

    private void isAppended(int number) {
        offsets.put(number, offsets.size());
        inStore().forEach(exporter -> exporter.ledger()
                .appended(number, losesItsOldest(exporter) ? capacity : Integer.MAX_VALUE));
    }

    private AppendResult expectedAnswer(int count) {
        if (stopped) {
            late += count;
            return AppendResult.CLOSED;
        }
        if (active.isEmpty()) {
            withoutExporter += count;
            return AppendResult.DROPPED;
        }
        if (overflow != OverflowPolicy.DROP_OLDEST && lag() + count > capacity) {
            full += count;
            return answerWhenFull();
        }
        return AppendResult.APPENDED;
    }

    private AppendResult answerWhenFull() {
        return overflow == OverflowPolicy.DROP_NEWEST ? AppendResult.DROPPED : AppendResult.FULL;
    }

    private int lag() {
        return inStore().stream()
                .filter(exporter -> !losesItsOldest(exporter))
                .mapToInt(exporter -> exporter.ledger().lag())
                .max()
                .orElse(0);
    }

    /** Also those that are leaving. */
    private List<ModelledExporter> inStore() {
        return exporters.stream().filter(exporter -> !exporter.isGone()).toList();
    }

    void tick(ModelledExporter exporter) {
        manager.wake(exporter.name());
        runWorkers();
    }

    /** Time passes, and everybody does what there is to do. */
    void pass(Duration duration) {
        long end = clock.nanoTime() + duration.toNanos();
        runWorkers();
        for (Duration next = untilWork(); clock.nanoTime() + next.toNanos() < end; next = untilWork()) {
            clock.advance(next);
            runWorkers();
        }
        clock.advance(Duration.ofNanos(Math.max(0, end - clock.nanoTime())));
        runWorkers();
    }

    private Duration untilWork() {
        return exporters.stream()
                .map(exporter -> exporter.driver().untilWork())
                .min(Comparator.naturalOrder())
                .orElse(Duration.ofDays(1));
    }

    /** Time passes in the middle of a call, while nobody does anything. */
    void passUnnoticed(Duration duration) {
        clock.advance(duration);
    }

    private void runWorkers() {
        boolean any = true;
        while (any) {
            any = false;
            for (ModelledExporter exporter : List.copyOf(exporters)) {
                any |= exporter.driver().run();
            }
        }
    }

    /** Unless a call hangs, the answer is there, and true. */
    void flush(ModelledExporter exporter) {
        int before = exporter.ledger().offered();
        exporter.isRequested();
        CompletableFuture<FlushResult> answer = expect(exporter.handle().flush());
        runWorkers();
        if (!exporter.driver().isBusy()) {
            FlushResult result = get(answer);
            boolean early = result.failure().isPresent();
            assertThat(early || exporter.ledger().hasSettled(before))
                    .as("tells of what is left: %s", result)
                    .isTrue();
            assertThat(early && result.pending() == 0).isFalse();
        }
    }

    /**
     * With a flush unless the exporter is open, and not while a call hangs, so that there is one reason for an opening. The
     * flush comes first.
     */
    void replay(ModelledExporter exporter) {
        if (exporter.driver().isBusy()) {
            return;
        }
        if (!exporter.isOpen() || exporter.random().nextBoolean()) {
            exporter.isRequested();
            expect(parts.flushBeforeReplay(exporter.handle()));
        }
        int before = exporter.letters().replayed();
        CompletableFuture<ReplayResult> answer = expect(exporter.handle().replayDeadLetters());
        runWorkers();
        if (!exporter.driver().isBusy()) {
            assertReplayed(exporter, get(answer), before);
        }
    }

    private static void assertReplayed(ModelledExporter exporter, ReplayResult result, int before) {
        List<Integer> left = exporter.letters().left();
        assertThat(result.quarantined()).isZero();
        if (result.failure().isEmpty()) {
            assertThat(exporter.letters().onDisk()).isEqualTo(left);
            assertThat(result.delivered()).isEqualTo(exporter.letters().replayed() - before);
            assertThat(result.kept()).isLessThanOrEqualTo(left.size());
        }
    }

    void add(ModelledExporter added, ModelledExporter.Settings settings) {
        joining = added;
        ExporterSetup setup = setup(added, settings);
        if (stopped) {
            assertThatIllegalStateException().isThrownBy(() -> manager.add(setup));
        } else if (inStore().stream().anyMatch(other -> other.name().equals(added.name()))) {
            assertThatIllegalArgumentException().isThrownBy(() -> manager.add(setup));
        } else {
            added.isAdded(manager.add(setup));
            exporters.add(added);
            active.add(added);
            runWorkers();
        }
    }

    private ExporterSetup setup(ModelledExporter exporter, ModelledExporter.Settings settings) {
        return new ExporterSetup(
                exporter.name(),
                "unreliable",
                EventType.FEATURE,
                ExporterInstances.of(instance(exporter, settings), () -> instance(exporter, settings)),
                delivery(exporter, settings));
    }

    private DeliverySettings delivery(ModelledExporter exporter, ModelledExporter.Settings settings) {
        DeliverySettings delivery = parts.failures(settings.failures())
                .delivery(
                        parts.batch(settings.batch()),
                        new Timeouts(DeliveryHarness.ATTEMPT_TIMEOUT, DeliveryHarness.SHUTDOWN_TIMEOUT));
        FailurePolicy policy = delivery.failurePolicy();
        return new DeliverySettings(
                delivery.flushTrigger(),
                delivery.batchLimits(),
                delivery.timeouts(),
                delivery.retry(),
                new FailurePolicy(
                        policy.onExhausted(),
                        policy.onRejected(),
                        exporter.directory().map(directory -> new DeadLetterSettings(directory, exporter.limit()))));
    }

    private Exporter instance(ModelledExporter exporter, ModelledExporter.Settings settings) {
        return parts.exporter(exporter.newInstance(settings));
    }

    void replace(ModelledExporter exporter, ModelledExporter.Settings settings) {
        exporter.isReplacedBy(settings);
        expect(manager.replace(setup(exporter, settings)));
        runWorkers();
    }

    void remove(ModelledExporter exporter) {
        if (!stopped) {
            exporter.isRemoved();
            active.remove(exporter);
        }
        expect(manager.remove(exporter.name()));
        runWorkers();
    }

    void stop() {
        stopped = true;
        exporters.forEach(ModelledExporter::isStopping);
        expect(manager.stopAsync());
        runWorkers();
    }

    void assertAddsUp() {
        exporters.forEach(ModelledExporter::assertAddsUp);
        assertThat(store.totalEventCount()).isLessThanOrEqualTo(capacity);
        assertThat(manager.droppedWithoutExporter()).isEqualTo(withoutExporter);
        assertThat(manager.notAppendedEvents(answerWhenFull())).isEqualTo(full);
        assertThat(manager.notAppendedEvents(AppendResult.CLOSED)).isEqualTo(late);
    }

    /** Holds while no call is in progress. */
    void assertNobodyIsOverdue() {
        exporters.forEach(exporter -> exporter.waits().assertNotOverdue());
    }

    void assertNobodyRetries() {
        assertThat(active).noneMatch(exporter -> exporter.handle().state() == ExporterState.RETRYING);
    }

    void assertNothingIsLeft() {
        assertThat(active).allMatch(exporter -> exporter.handle().counts().pending() == 0);
    }

    /** What holds when all is over. */
    void assertLeftInOrder() {
        assertAddsUp();
        exporters.forEach(ModelledExporter::assertLeftInOrder);
        answers.forEach(ModelledManager::get);
    }

    private <R> CompletableFuture<R> expect(CompletionStage<R> answer) {
        answers.add(answer.toCompletableFuture());
        return answer.toCompletableFuture();
    }

    private static <R> R get(CompletableFuture<R> answer) {
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
