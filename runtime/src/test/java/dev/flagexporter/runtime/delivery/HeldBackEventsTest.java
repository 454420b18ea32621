package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.flagexporter.DropReason;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.testkit.InMemoryExporter.Batch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rejected events that wait for a proof that they are to blame. */
class HeldBackEventsTest {

    private static FailureSettings attempts(int max) {
        return new FailureSettings(max, Optional.empty(), Disposal.DROP, Disposal.DROP, Optional.empty());
    }

    private static ExportException rejection() {
        return ExportException.rejected("bad event", null);
    }

    @Test
    void areSettledWhenTheRestOfTheirBatchIsExhausted() {
        DeliveryHarness harness = new DeliveryHarness(2, 100, attempts(1)).started();
        harness.exporter.thenFail(rejection()).thenFail(rejection()).thenFail(new IOException("down"));
        harness.append(4);
        harness.flush();
        assertThat(harness.data.counts().dropped())
                .containsEntry(DropReason.REJECTED, 1L)
                .containsEntry(DropReason.EXHAUSTED, 1L);
        assertThat(harness.flush().delivered()).isEqualTo(2);
        assertThat(harness.exporter.lastCall().numbers()).containsExactly(2, 3);
    }

    @Test
    void comeAgainInBatchesOfTheSuccessor() {
        DeliveryHarness harness = new DeliveryHarness(6, 100).started();
        harness.exporter.thenFail(new IOException("down"));
        harness.append(6);
        harness.flush();
        ScriptedExporter small = new ScriptedExporter(true);
        for (int i = 0; i < 9; i++) {
            small.thenFail(rejection());
        }
        harness.replace(DeliveryHarness.setup(DeliveryHarness.NAME, small, 2));
        harness.advance(DeliveryHarness.MAX_BACKOFF);
        assertThat(small.batches().subList(9, 12)).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4, 5));
    }

    @Test
    void comeAgainInTheirOrder() {
        DeliveryHarness harness = new DeliveryHarness(7, 100).started();
        harness.exporter
                .thenFail(ExportException.partial("one is delivered", null, Set.of(1, 2, 3, 4, 5, 6), Set.of()))
                .then(ScriptedExporter.rejecting("bad events", 1, 3))
                .then((context, events) -> {
                    throw ScriptedExporter.rejection("bad events", events.size(), 0, 1, 2, 3);
                });
        harness.append(7);
        harness.flush();
        harness.flush();
        harness.advance(DeliveryHarness.MAX_BACKOFF);
        Batch again = harness.exporter.lastCall();
        assertThat(again.numbers()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(again.context().firstOffset()).isEqualTo(1);
        assertThat(again.context().lastOffset()).isEqualTo(6);
    }

    @Test
    void areDividedOnlyAfterTheTimeThatTheDestinationAsksFor() {
        DeliveryHarness harness = new DeliveryHarness(2, 100).started();
        harness.exporter.thenFail(rejection().retryAfter(Duration.ofSeconds(30)));
        harness.append(2);
        harness.tick();
        harness.advance(Duration.ofSeconds(29));
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1));
        harness.advance(Duration.ofSeconds(1));
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1), List.of(0), List.of(1));
    }
}
