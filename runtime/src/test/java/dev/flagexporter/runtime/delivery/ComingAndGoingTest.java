package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.PreparedAppend;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Exporters that are added, replaced and removed while events flow, with real threads. */
@Timeout(120)
class ComingAndGoingTest {

    private static final int REPLACEMENTS = 100;

    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final DeliveryClock clock = DeliveryClock.SYSTEM;
    private final InMemoryEventStore<FeatureEvent> store =
            new InMemoryEventStore<>(FeatureEvent.class, "store1", 10_000_000, new Intake(), dispatcher);
    private final ScriptedExporter first = new ScriptedExporter(false);
    private final ScriptedExporter second = new ScriptedExporter(false);

    @BeforeEach
    void start() {
        dispatcher.start();
    }

    @AfterEach
    void end() {
        dispatcher.close();
    }

    /** Adds numbered events for as long as it is open. */
    private static final class Load implements AutoCloseable {

        private final DefaultManager<FeatureEvent> manager;
        private final CountDownLatch flowing = new CountDownLatch(100);
        private final Thread thread = new Thread(this::run, "load");
        private volatile boolean closed;
        private volatile int added;

        Load(DefaultManager<FeatureEvent> manager) throws InterruptedException {
            this.manager = manager;
            thread.start();
            DeliveryHarness.await(flowing);
        }

        private void run() {
            while (!closed) {
                assertThat(manager.addEvent(Events.feature(added))).isEqualTo(AppendResult.APPENDED);
                added++;
                flowing.countDown();
                Thread.yield();
            }
        }

        /** How many events were added by now. */
        int added() {
            return added;
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            thread.join();
        }
    }

    @Test
    void anAddedExporterStartsAtTheHead() {
        DefaultManager<FeatureEvent> manager = started(setup("a", first));
        manager.addEvents(Events.features(3));
        DataExporter<FeatureEvent> added = manager.add(setup("b", second));
        manager.addEvent(Events.feature(3));
        manager.stop();
        assertThat(first.arrived()).containsExactly(0, 1, 2, 3);
        assertThat(second.arrived()).containsExactly(3);
        assertThat(added.counts().appended()).isEqualTo(1);
        assertThat(manager.exporters()).extracting(DataExporter::consumerId).containsExactly("a", "b");
    }

    @Test
    void anExporterAddedUnderLoadMissesNothingThatComesLater() throws Exception {
        DefaultManager<FeatureEvent> manager = started(setup("a", first));
        int addedBefore;
        int addedAfter;
        int all;
        try (Load load = new Load(manager)) {
            addedBefore = load.added();
            manager.add(setup("b", second));
            addedAfter = load.added();
            all = untilMoreWasAdded(load, 1000);
        }
        manager.stop();
        List<Integer> numbers = second.arrived();
        assertThat(numbers.get(0)).isBetween(addedBefore, addedAfter + 1);
        assertThat(numbers).isEqualTo(range(numbers.get(0), first.arrived().size()));
        assertThat(numbers.size()).isGreaterThan(all - addedAfter - 2);
    }

    @Test
    void anExporterAddedBeforeTheStartWaitsForIt() {
        DefaultManager<FeatureEvent> manager = manager();
        manager.add(setup("a", first));
        assertThat(manager.addEvent(Events.feature(0))).isEqualTo(AppendResult.APPENDED);
        manager.start();
        manager.stop();
        assertThat(first.arrived()).containsExactly(0);
    }

    @Test
    void nothingIsLostOrDoubledOverManyReplacementsUnderLoad() throws Exception {
        DefaultManager<FeatureEvent> manager = started(setup("a", first));
        DataExporter<FeatureEvent> handle = manager.exporter("a").orElseThrow();
        List<ScriptedExporter> all = new ArrayList<>(List.of(first));
        try (Load load = new Load(manager)) {
            for (int i = 0; i < REPLACEMENTS; i++) {
                ScriptedExporter next = failingAtTimes(i);
                all.add(next);
                assertThat(get(manager.replace(DeliveryHarness.setup("a", next, 1 + i % 7))))
                        .isEqualTo(ReplaceResult.REPLACED);
                untilMoreWasAdded(load, 20);
            }
        }
        manager.stop();
        int added = (int) handle.counts().appended();
        assertThat(all.stream().flatMap(exporter -> exporter.arrived().stream()))
                .isEqualTo(range(0, added));
        assertThat(handle.counts().delivered()).isEqualTo(added);
        assertThat(handle.counts().possiblyDuplicated()).isZero();
        assertThat(all)
                .filteredOn(exporter -> exporter.lifeCycle.contains("open"))
                .allSatisfy(exporter ->
                        assertThat(exporter.lifeCycle).containsOnlyOnce("close").endsWith("close"));
    }

    /** Every third one fails at first, and the batch is for its successor if that comes before the retry. */
    private static ScriptedExporter failingAtTimes(int number) {
        ScriptedExporter exporter = new ScriptedExporter(number % 2 == 0);
        return number % 3 == 0 ? exporter.thenFail(new IOException("down")) : exporter;
    }

    @Test
    void aRemovedExporterIsNotFoundAnyMoreAndItsNameIsFree() {
        DefaultManager<FeatureEvent> manager = started(setup("a", first), setup("b", second));
        manager.addEvents(Events.features(3));
        DataExporter<FeatureEvent> removed = manager.exporter("b").orElseThrow();
        CompletionStage<FlushResult> gone = manager.remove("b");
        assertThat(manager.exporter("b")).isEmpty();
        assertThat(manager.exporters()).extracting(DataExporter::consumerId).containsExactly("a");
        assertThat(get(gone).pending()).isZero();
        assertThat(second.arrived()).containsExactly(0, 1, 2);
        ScriptedExporter again = new ScriptedExporter(false);
        manager.add(setup("b", again));
        manager.addEvent(Events.feature(3));
        manager.stop();
        assertThat(again.arrived()).containsExactly(3);
        assertThat(removed.counts().appended()).isEqualTo(3);
    }

    @Test
    void anExporterRemovedUnderLoadDeliversWhatCameBefore() throws Exception {
        DefaultManager<FeatureEvent> manager = started(setup("a", first), setup("b", second));
        DataExporter<FeatureEvent> removed = manager.exporter("b").orElseThrow();
        try (Load load = new Load(manager)) {
            int before = load.added();
            FlushResult result = get(manager.remove("b"));
            assertThat(result.pending()).isZero();
            assertThat(second.arrived()).isEqualTo(range(0, second.arrived().size()));
            assertThat(second.arrived().size()).isGreaterThanOrEqualTo(before);
            ExporterCounts counts = removed.counts();
            assertThat(counts.delivered()).isEqualTo(second.arrived().size()).isEqualTo(counts.appended());
        }
        manager.stop();
    }

    @Test
    void theNameOfAnExporterThatStillLeavesIsInUse() throws InterruptedException {
        CountDownLatch exporting = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        first.then((context, events) -> {
            exporting.countDown();
            DeliveryHarness.await(released);
        });
        DefaultManager<FeatureEvent> manager = started(setup("a", first));
        manager.addEvent(Events.feature(0));
        DeliveryHarness.await(exporting);
        CompletionStage<FlushResult> gone = manager.remove("a");
        assertThatIllegalArgumentException().isThrownBy(() -> manager.add(setup("a", second)));
        assertThat(manager.stopAsync()).as("the stop waits for it").isNotDone();
        released.countDown();
        manager.stop();
        assertThat(first.lifeCycle).as("when the stop is over").endsWith("close");
        assertThat(get(gone).delivered()).isEqualTo(1);
    }

    @Test
    void withoutItsLastExporterTheManagerDropsAndCounts() {
        DefaultManager<FeatureEvent> manager = started(setup("a", first));
        get(manager.remove("a"));
        assertThat(manager.addEvent(Events.feature(0))).isEqualTo(AppendResult.DROPPED);
        assertThat(manager.droppedWithoutExporter()).isEqualTo(1);
        manager.add(setup("a", second));
        assertThat(manager.addEvent(Events.feature(1))).isEqualTo(AppendResult.APPENDED);
        manager.stop();
        assertThat(second.arrived()).containsExactly(1);
    }

    @Test
    void withoutAnExporterTheManagerIsClosedAfterTheStop() {
        DefaultManager<FeatureEvent> manager = started();
        manager.stop();
        assertThat(manager.addEvent(Events.feature(0))).isEqualTo(AppendResult.CLOSED);
        assertThat(manager.addEvents(Events.features(2))).isEqualTo(AppendResult.CLOSED);
        try (PreparedAppend prepared = manager.prepareEvents(Events.features(2))) {
            assertThat(prepared.append()).isEqualTo(AppendResult.CLOSED);
        }
        assertThat(manager.droppedWithoutExporter()).isZero();
    }

    @Test
    void nothingChangesAfterTheStop() {
        DefaultManager<FeatureEvent> manager = started(setup("a", first));
        manager.stop();
        assertThatIllegalStateException().isThrownBy(() -> manager.add(setup("b", second)));
        assertThat(get(manager.replace(setup("a", second)))).isEqualTo(ReplaceResult.STOPPED);
        assertThat(get(manager.remove("a")).pending()).isZero();
        assertThat(manager.exporter("a")).isPresent();
        assertThat(second.lifeCycle).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        DefaultManager<FeatureEvent> manager = started(setup("a", first));
        ExporterSetup tracking = ofTrackingEvents(setup("a", second));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.add(tracking));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.replace(tracking));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.add(setup("a", second)));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.replace(setup("b", second)));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.remove("b"));
        manager.stop();
        assertThat(second.lifeCycle).isEmpty();
    }

    private static ExporterSetup ofTrackingEvents(ExporterSetup setup) {
        return new ExporterSetup(setup.name(), setup.kind(), EventType.TRACKING, setup.instances(), setup.delivery());
    }

    private static int untilMoreWasAdded(Load load, int events) {
        int target = load.added() + events;
        while (load.added() < target) {
            Thread.onSpinWait();
        }
        return load.added();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static ExporterSetup setup(String name, ScriptedExporter exporter) {
        return DeliveryHarness.setup(name, exporter, 100);
    }

    private DefaultManager<FeatureEvent> started(ExporterSetup... setups) {
        DefaultManager<FeatureEvent> manager = manager(setups);
        manager.start();
        return manager;
    }

    private DefaultManager<FeatureEvent> manager(ExporterSetup... setups) {
        return new DefaultManager<>(EventType.FEATURE, store, List.of(setups), clock);
    }

    private static <R> R get(CompletionStage<R> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
