package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** An exporter that leaves while events flow. */
class RemovalTest {

    private final LogCapture log = new LogCapture("dev.flagexporter");
    private final DeliveryHarness harness = new DeliveryHarness(2, 1000).started();
    private final IOException down = new IOException("down");

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void deliversWhatIsPendingClosesAndLeavesTheStore() {
        harness.append(3);
        CompletionStage<FlushResult> removed = harness.data.remove();
        harness.run();
        assertThat(DeliveryHarness.get(removed)).isEqualTo(new FlushResult(3, 0, 0, Optional.empty()));
        assertThat(harness.exporter.lifeCycle).containsExactly("open", "export", "export", "close");
        assertHasLeft();
        assertThat(log.messages())
                .contains("Exporter \"lake\" stopped: 3 events delivered by its last flush, 0 pending.");
    }

    @Test
    void keepsItsLastCounts() {
        harness.append(3);
        harness.data.remove();
        harness.run();
        ExporterCounts last = harness.data.counts();
        assertThat(last).isEqualTo(DeliveryTest.counts(3, 3, 0, 2, 0));
        harness.appendForOthers(5);
        assertThat(harness.data.counts()).isEqualTo(last);
        assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPED);
        assertThat(DeliveryHarness.get(harness.data.flush())).isEqualTo(new FlushResult(0, 0, 0, Optional.empty()));
        assertThat(DeliveryHarness.get(harness.data.stop()).delivered()).isEqualTo(3);
    }

    @Test
    void isNotHeldUpByEventsThatComeLater() {
        harness.exporter.always((context, events) -> harness.appendForOthers(1));
        harness.append(3);
        CompletionStage<FlushResult> removed = harness.data.remove();
        harness.run();
        assertThat(DeliveryHarness.get(removed)).isEqualTo(new FlushResult(3, 0, 0, Optional.empty()));
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1), List.of(2));
        assertThat(harness.data.counts()).isEqualTo(DeliveryTest.counts(3, 3, 0, 2, 0));
    }

    @Test
    void countsWhatItDeliveredBeyondThat() {
        harness.exporter.then((context, events) -> {
            harness.data.remove();
            harness.appendForOthers(2);
        });
        harness.append(2);
        harness.data.wake();
        harness.worker.run();
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1), List.of(2, 3));
        assertThat(harness.data.counts()).isEqualTo(DeliveryTest.counts(4, 4, 0, 2, 0));
    }

    @Test
    void goesOnTryingUntilItsTimeIsOver() {
        harness.exporter.alwaysFail(down);
        harness.append(2);
        CompletionStage<FlushResult> removed = harness.data.remove();
        harness.run();
        harness.advance(DeliveryHarness.SHUTDOWN_TIMEOUT.minusMillis(1));
        assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPING);
        assertThat(harness.store.counts(DeliveryHarness.NAME).pending()).isEqualTo(2);
        harness.worker.advance(Duration.ofMillis(1));
        FlushResult result = DeliveryHarness.get(removed);
        assertThat(result.pending()).isEqualTo(2);
        assertThat(result.failure().orElseThrow().cause()).isSameAs(down);
        assertThat(harness.data.counts().pending()).isEqualTo(2);
        assertThat(harness.exporter.lifeCycle).endsWith("close");
        assertHasLeft();
        assertThat(log.messages())
                .contains(
                        "Exporter \"lake\" stopped: 0 events delivered by its last flush, 2 NOT delivered: java.io.IOException: down.");
    }

    @Test
    void doesNotWaitForOneThatFailsWhenOnlyLaterEventsAreLeft() {
        DeliveryHarness closed = new DeliveryHarness(2, 1000);
        closed.exporter.openFailures.addAll(List.of(down, down, down));
        closed.started();
        CompletionStage<FlushResult> removed = closed.data.remove();
        closed.appendForOthers(1);
        closed.run();
        assertThat(DeliveryHarness.get(removed)).isEqualTo(new FlushResult(0, 0, 0, Optional.empty()));
    }

    @Test
    void abandonsAHangingExporter() {
        List<CompletionStage<FlushResult>> removed = new ArrayList<>();
        harness.exporter.then((context, events) -> {
            removed.add(harness.data.remove());
            throw new ManualCalls.Hang();
        });
        harness.append(2);
        harness.data.wake();
        harness.worker.run();
        assertThat(DeliveryHarness.get(removed.get(0)).pending()).isEqualTo(2);
        assertHasLeft();
        assertThat(harness.exporter.lifeCycle).containsExactly("open", "export", "close");
        assertThat(harness.data.counts().pending()).isEqualTo(2);
        assertThat(harness.data.counts().delivered()).isZero();
    }

    @Test
    void beforeTheStartReportsWhatItNeverHad() {
        DeliveryHarness fresh = new DeliveryHarness();
        fresh.append(2);
        FlushResult result = DeliveryHarness.get(fresh.data.remove());
        assertThat(result.pending()).isEqualTo(2);
        assertThat(result.failure().orElseThrow().cause()).hasMessage("stopped before it was started");
        assertThat(fresh.exporter.lifeCycle).isEmpty();
        assertThat(fresh.data.counts().pending()).isEqualTo(2);
    }

    private void assertHasLeft() {
        assertThatIllegalArgumentException().isThrownBy(() -> harness.store.counts(DeliveryHarness.NAME));
        assertThat(harness.store.totalEventCount()).isZero();
    }
}
