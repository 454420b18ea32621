package dev.flagexporter.runtime.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.testkit.InMemoryExporter.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Permanent failures: the events to blame are dropped, counted, and nothing else is. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RejectionTest {

    private static final int EVENTS = 10_000;

    private final DeliveryHarness harness = new DeliveryHarness(1000, 10_000).started();

    @Test
    void dropsTheNamedEventsAndSendsTheOthersAgain() {
        harness.exporter.then((context, events) -> {
            throw ScriptedExporter.rejection("too old", events.size(), 1, 3);
        });
        harness.append(5);
        FlushResult result = harness.flush();
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1, 2, 3, 4), List.of(0, 2, 4));
        assertThat(result).isEqualTo(new FlushResult(3, 2, 0, Optional.empty()));
        assertThat(harness.data.counts())
                .isEqualTo(new ExporterCounts(5, 3, 0, DeliveryTest.dropped(DropReason.REJECTED, 2), 0, 0, 2, 1));
        ExportContext others = harness.exporter.lastCall().context();
        ExportContext all = harness.exporter.calls.get(0).context();
        assertThat(others.parentDeliveryId()).contains(all.deliveryId());
        assertThat(others.firstOffset()).isZero();
        assertThat(others.lastOffset()).isEqualTo(4);
        assertThat(harness.data.state()).isEqualTo(ExporterState.RUNNING);
    }

    @Test
    void dropsAllEventsWhenAllAreNamed() {
        harness.exporter.then((context, events) -> {
            throw ScriptedExporter.rejection("too old", events.size(), 0, 1);
        });
        harness.append(2);
        assertThat(harness.flush()).isEqualTo(new FlushResult(0, 2, 0, Optional.empty()));
        assertThat(harness.exporter.calls).hasSize(1);
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.REJECTED, 2L);
        harness.append(1);
        assertThat(harness.flush().delivered()).isEqualTo(1);
    }

    /** Each division makes two attempts of one, and 14 of them leave a single event of 10 000. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_999, 5_000, 7_777, 9_999})
    void findsAPoisonEventAmongTenThousandIn29AttemptsAtMostAndDeliversItsNeighbours(int poison) {
        DeliveryHarness large = new DeliveryHarness(EVENTS, EVENTS).started();
        List<Integer> delivered = deliverTo(large, Set.of(poison));
        large.append(EVENTS);
        assertThat(large.flush()).isEqualTo(new FlushResult(EVENTS - 1, 1, 0, Optional.empty()));
        assertThat(delivered).isEqualTo(allBut(Set.of(poison)));
        assertThat(large.data.counts().dropped()).containsEntry(DropReason.REJECTED, 1L);
        assertThat(large.data.counts().attempts()).isBetween(27L, 29L);
    }

    private static List<Integer> deliverTo(DeliveryHarness harness, Set<Integer> poison) {
        List<Integer> delivered = new ArrayList<>();
        harness.exporter.always((context, events) -> {
            List<Integer> numbers = new Batch(context, events).numbers();
            if (numbers.stream().anyMatch(poison::contains)) {
                throw ExportException.rejected("bad event", null);
            }
            assertThat(context.firstOffset()).isEqualTo((long) numbers.get(0));
            assertThat(context.lastOffset()).isEqualTo((long) numbers.get(numbers.size() - 1));
            delivered.addAll(numbers);
        });
        return delivered;
    }

    private static List<Integer> allBut(Set<Integer> poison) {
        return IntStream.range(0, EVENTS)
                .filter(number -> !poison.contains(number))
                .boxed()
                .toList();
    }

    @Test
    void findsSeveralThatAreNotNamed() {
        DeliveryHarness large = new DeliveryHarness(EVENTS, EVENTS).started();
        Set<Integer> poison = Set.of(3, 4, 2500, 9_999);
        List<Integer> delivered = deliverTo(large, poison);
        large.append(EVENTS);
        large.flush();
        assertThat(delivered).isEqualTo(allBut(poison));
        assertThat(large.data.counts().dropped()).containsEntry(DropReason.REJECTED, 4L);
    }

    @Test
    void goesOnWithTheDivisionAfterATemporaryFailure() {
        harness.exporter.thenFail(ExportException.rejected("bad event", null)).thenFail(new ExportException("down"));
        harness.append(4);
        FlushResult failed = harness.flush();
        assertThat(failed.pending()).isEqualTo(4);
        harness.flush();
        assertThat(harness.exporter.batches())
                .containsExactly(List.of(0, 1, 2, 3), List.of(0, 1), List.of(0, 1), List.of(2, 3));
        assertThat(harness.exporter.calls.get(2).context().attempt()).isEqualTo(2);
        assertThat(harness.exporter.calls.get(3).context().attempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void doesNotBelieveAnExporterThatNamesImpossibleEvents(int position) {
        harness.exporter.then((context, events) -> {
            throw ScriptedExporter.rejection("bad", events.size(), position);
        });
        harness.append(2);
        FlushResult result = harness.flush();
        assertThat(result.failure().orElseThrow().cause()).hasMessageContaining("of a batch of 2 events");
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.REJECTED, 0L);
        assertThat(harness.flush().delivered()).isEqualTo(2);
    }
}
