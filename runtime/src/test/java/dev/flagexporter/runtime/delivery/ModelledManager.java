package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.testkit.Events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A manager with its store, and beside it what they have to answer. */
final class ModelledManager {

    static final String STORE_ID = "store1";

    private final Parts parts;
    private final RandomGenerator random;
    private final OverflowPolicy overflow;
    private final int capacity;
    private final ManualClock clock = new ManualClock();
    private final EventStore<FeatureEvent> store;
    private final DefaultManager<FeatureEvent> manager;
    private final List<ModelledExporter> exporters = new ArrayList<>();
    private final List<ModelledExporter> active = new ArrayList<>();
    private final List<CompletableFuture<?>> answers = new ArrayList<>();
    private ModelledExporter joining;
    private int offered;
    private long withoutExporter;
    private long refused;
    private long late;
    private boolean stopped;

    /** Started, without exporters. */
    ModelledManager(RandomGenerator random, Parts parts, OverflowPolicy overflow, int capacity) {
        this.parts = parts;
        this.random = random;
        this.overflow = overflow;
        this.capacity = capacity;
        this.store = parts.store(capacity, overflow);
        this.manager = new DefaultManager<>(EventType.FEATURE, store, this::subscribe);
        manager.start();
    }

    private DefaultDataExporter<FeatureEvent> subscribe(ExporterSetup setup) {
        return new DefaultDataExporter<>(setup, store, parts.clock(clock), parts.worker(joining.worker()), random);
    }

    /** The exporters that were not removed. */
    List<ModelledExporter> active() {
        return active;
    }

    boolean isStopped() {
        return stopped;
    }

    /** How many events there can be for an exporter before it loses some. */
    long capacityPerExporter() {
        return overflow == OverflowPolicy.DROP_OLDEST ? capacity : Integer.MAX_VALUE;
    }

    String append(int count) {
        List<FeatureEvent> events = IntStream.range(offered, offered + count)
                .mapToObj(Events::feature)
                .toList();
        AppendResult expected = expectedAnswer(count);
        AppendResult answer = count == 1 ? manager.addEvent(events.get(0)) : manager.addEvents(events);
        assertThat(answer).isEqualTo(expected);
        if (answer == AppendResult.APPENDED) {
            events.forEach(
                    event -> inStore().forEach(exporter -> exporter.ledger().appended(Events.number(event))));
        }
        offered += count;
        return answer.name();
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
            refused += count;
            return answerWhenFull();
        }
        return AppendResult.APPENDED;
    }

    private AppendResult answerWhenFull() {
        return overflow == OverflowPolicy.DROP_NEWEST ? AppendResult.DROPPED : AppendResult.FULL;
    }

    private int lag() {
        return inStore().stream()
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
        clock.advance(duration, this::runWorkers);
        runWorkers();
    }

    /** Time passes in the middle of a call, while nobody does anything. */
    void passUnnoticed(Duration duration) {
        clock.advance(duration);
    }

    private void runWorkers() {
        // of a call of another exporter, which would have a thread of its own
        boolean ignored = Thread.interrupted();
        boolean any = true;
        while (any) {
            any = false;
            for (ModelledExporter exporter : List.copyOf(exporters)) {
                any |= exporter.worker().run();
            }
        }
    }

    /** Unless a call hangs, the answer is there, and true. */
    void flush(ModelledExporter exporter) {
        int before = exporter.ledger().offered();
        CompletableFuture<FlushResult> answer = expect(exporter.handle().flush());
        runWorkers();
        if (!exporter.worker().isBusy()) {
            FlushResult result = get(answer);
            boolean early = result.failure().isPresent();
            assertThat(early || exporter.ledger().hasSettled(before))
                    .as("tells of what is left: %s", result)
                    .isTrue();
            assertThat(early && result.pending() == 0).isFalse();
        }
    }

    /** With a flush, so that there is but one reason for an opening. */
    void replay(ModelledExporter exporter) {
        expect(exporter.handle().flush());
        CompletableFuture<ReplayResult> answer = expect(exporter.handle().replayDeadLetters());
        runWorkers();
        if (!exporter.worker().isBusy() && get(answer).failure().isEmpty()) {
            List<Integer> left = exporter.ledger().letters();
            assertThat(exporter.lettersOnDisk()).isEqualTo(left);
            assertThat(get(answer).kept()).isEqualTo(left.size());
            assertThat(get(answer).quarantined()).isZero();
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
        return DeliveryHarness.setup(
                exporter.name(),
                instance(exporter, settings),
                () -> instance(exporter, settings),
                parts.batch(settings.batch()),
                parts.policy(settings.policy()));
    }

    private Exporter instance(ModelledExporter exporter, ModelledExporter.Settings settings) {
        return parts.exporter(exporter.newInstance(settings));
    }

    void replace(ModelledExporter exporter, ModelledExporter.Settings settings) {
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
        expect(manager.stopAsync());
        runWorkers();
    }

    void assertAddsUp() {
        exporters.forEach(ModelledExporter::assertAddsUp);
        assertThat(store.totalEventCount()).isLessThanOrEqualTo(capacity);
        assertThat(manager.droppedWithoutExporter()).isEqualTo(withoutExporter);
        assertThat(manager.notAppendedEvents(answerWhenFull())).isEqualTo(refused);
        assertThat(manager.notAppendedEvents(AppendResult.CLOSED)).isEqualTo(late);
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
