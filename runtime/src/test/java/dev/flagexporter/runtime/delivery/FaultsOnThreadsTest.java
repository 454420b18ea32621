package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.FaultyExporter;
import dev.flagexporter.testkit.InMemoryExporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every two troubles at once, for exporters with threads of their own, while more is appended than the store holds. */
@Timeout(120)
class FaultsOnThreadsTest {

    private static final int CAPACITY = 64;
    private static final int BATCH = 10;
    private static final int PORTIONS = 8;
    private static final int PORTION = 30;
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final InMemoryEventStore<FeatureEvent> store = DeliveryHarness.store(CAPACITY, OverflowPolicy.DROP_OLDEST);
    private int appended;

    /** An exporter in trouble, and where its events arrive. */
    private record Troubled(String name, InMemoryExporter destination, FaultyExporter exporter) {

        static Troubled by(Trouble trouble, String name, ManualClock clock) {
            InMemoryExporter destination = new InMemoryExporter(true);
            return new Troubled(name, destination, trouble.before(destination, clock.time()));
        }

        ExporterSetup setup() {
            return DeliveryHarness.setup(name, exporter, () -> exporter, BATCH, FailureSettings.DEFAULT);
        }
    }

    static Stream<Arguments> everyTwo() {
        return Stream.of(Trouble.values())
                .flatMap(first -> Stream.of(Trouble.values()).map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest
    @MethodSource("everyTwo")
    void addUpForBothExporters(Trouble first, Trouble second) {
        List<Troubled> both = List.of(Troubled.by(first, "lake", clock), Troubled.by(second, "audit", clock));
        DefaultManager<FeatureEvent> manager = new DefaultManager<>(
                EventType.FEATURE, store, both.stream().map(Troubled::setup).toList(), clock);
        manager.start();
        for (int i = 0; i < PORTIONS; i++) {
            append(manager);
            manager.exporters().forEach(exporter -> exporter.flush());
            clock.advance(A_WHILE);
        }
        both.forEach(troubled -> troubled.exporter().recover());
        both.forEach(troubled -> troubled.exporter().release());
        untilTimeHasPassed(() -> manager.exporters().stream()
                .allMatch(exporter -> exporter.counts().pending() == 0));
        CompletableFuture<Void> stopped = manager.stopAsync();
        untilTimeHasPassed(stopped::isDone);
        both.forEach(troubled -> assertAddsUp(
                troubled, manager.exporter(troubled.name()).orElseThrow().counts()));
    }

    private void append(DefaultManager<FeatureEvent> manager) {
        for (int i = 0; i < PORTION; i++) {
            manager.addEvent(Events.feature(appended));
            appended++;
        }
    }

    private void untilTimeHasPassed(BooleanSupplier condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
            clock.advance(A_WHILE);
            return condition.getAsBoolean();
        });
    }

    /** Each event has arrived, was refused or was dropped; it arrived again only where that was said to be possible. */
    private void assertAddsUp(Troubled troubled, ExporterCounts counts) {
        List<Integer> arrived = troubled.destination().numbers();
        List<Integer> once = arrived.stream().distinct().toList();
        long dropped =
                counts.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(counts.appended()).isEqualTo(appended);
        assertThat(counts.delivered() + dropped).isEqualTo(appended);
        assertThat(counts.delivered()).isEqualTo(once.size());
        assertNoneWasOvertakenByALaterBatch(once);
        assertThat((long) arrived.size() - once.size()).isLessThanOrEqualTo(counts.possiblyDuplicated());
        assertThat(counts.dropped().get(DropReason.REJECTED)).isLessThanOrEqualTo(refusals(troubled, once));
    }

    private static void assertNoneWasOvertakenByALaterBatch(List<Integer> numbers) {
        int last = 0;
        for (int number : numbers) {
            assertThat(number).isGreaterThan(last - BATCH);
            last = Math.max(last, number);
        }
    }

    /** As many as may have been refused: those that never arrived. */
    private long refusals(Troubled troubled, List<Integer> arrived) {
        return IntStream.range(0, appended)
                .filter(number -> !arrived.contains(number))
                .filter(number -> Trouble.POISON.test(Events.feature(number)))
                .count();
    }
}
