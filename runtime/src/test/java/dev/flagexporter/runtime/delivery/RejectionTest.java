package dev.flagexporter.runtime.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Permanent failures: the events to blame are dropped, counted, and nothing else is. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RejectionTest {

    private final DeliveryHarness harness = new DeliveryHarness(1000, 10_000).started();

    @Test
    void dropsTheNamedEventsAndSendsTheOthersAgain() {
        harness.exporter.then((context, events) -> {
            throw ExportException.rejected("too old", null, Set.of(1, 3));
        });
        harness.append(5);
        FlushResult result = harness.flush();
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1, 2, 3, 4), List.of(0, 2, 4));
        assertThat(result).isEqualTo(new FlushResult(3, 0, Optional.empty()));
        assertThat(harness.data.counts())
                .isEqualTo(new ExporterCounts(
                        5,
                        3,
                        0,
                        Map.of(DropReason.OVERFLOW, 0L, DropReason.REJECTED, 2L, DropReason.EXHAUSTED, 0L),
                        0,
                        0,
                        2,
                        1));
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
            throw ExportException.rejected("too old", null, Set.of(0, 1));
        });
        harness.append(2);
        assertThat(harness.flush()).isEqualTo(new FlushResult(0, 0, Optional.empty()));
        assertThat(harness.exporter.calls).hasSize(1);
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.REJECTED, 2L);
        harness.append(1);
        assertThat(harness.flush().delivered()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 500, 777, 999})
    void findsTheOneThatIsNotNamed(int poison) {
        List<Integer> delivered = new ArrayList<>();
        harness.exporter.always((context, events) -> {
            List<Integer> numbers = new ScriptedExporter.Call(context, events).numbers();
            if (numbers.contains(poison)) {
                throw ExportException.rejected("bad event", null);
            }
            delivered.addAll(numbers);
        });
        harness.append(1000);
        FlushResult result = harness.flush();
        assertThat(result).isEqualTo(new FlushResult(999, 0, Optional.empty()));
        assertThat(delivered)
                .isEqualTo(IntStream.range(0, 1000)
                        .filter(i -> i != poison)
                        .boxed()
                        .toList());
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.REJECTED, 1L);
        assertThat(harness.exporter.calls).hasSizeLessThan(25);
    }

    @Test
    void findsSeveralThatAreNotNamed() {
        Set<Integer> poison = Set.of(3, 4, 250, 999);
        List<Integer> delivered = new ArrayList<>();
        harness.exporter.always((context, events) -> {
            List<Integer> numbers = new ScriptedExporter.Call(context, events).numbers();
            if (numbers.stream().anyMatch(poison::contains)) {
                throw ExportException.rejected("bad event", null);
            }
            assertThat(context.firstOffset()).isEqualTo((long) numbers.get(0));
            assertThat(context.lastOffset()).isEqualTo((long) numbers.get(numbers.size() - 1));
            delivered.addAll(numbers);
        });
        harness.append(1000);
        harness.flush();
        assertThat(delivered)
                .isEqualTo(IntStream.range(0, 1000)
                        .filter(i -> !poison.contains(i))
                        .boxed()
                        .toList());
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.REJECTED, 4L);
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
            throw ExportException.rejected("bad", null, Set.of(position));
        });
        harness.append(2);
        FlushResult result = harness.flush();
        assertThat(result.failure().orElseThrow().cause()).hasMessageContaining("of a batch of 2 events");
        assertThat(harness.data.counts().dropped()).containsEntry(DropReason.REJECTED, 0L);
        assertThat(harness.flush().delivered()).isEqualTo(2);
    }
}
