package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.EventType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What goes well, and what starts it. */
class DeliveryTest {

    private final DeliveryHarness harness = new DeliveryHarness();

    @Test
    void exportsWhatIsPendingAtTheFlushInterval() {
        harness.started().append(3);
        assertThat(harness.exporter.calls).isEmpty();
        harness.tick();
        assertThat(harness.exporter.batches()).containsExactly(List.of(0, 1, 2));
        assertThat(harness.data.counts()).isEqualTo(counts(3, 3, 0, 1, 0));
        harness.tick();
        assertThat(harness.exporter.calls).as("nothing is pending").hasSize(1);
    }

    @Test
    void tellsTheExporterAboutTheBatch() {
        harness.started().append(3);
        harness.tick();
        harness.append(2);
        harness.advance(Duration.ofSeconds(5));
        harness.tick();
        ExportContext context = harness.exporter.lastCall().context();
        assertThat(context.exporterName()).isEqualTo("lake");
        assertThat(context.eventType()).isEqualTo(EventType.FEATURE);
        assertThat(context.storeId()).isEqualTo("store1");
        assertThat(context.firstOffset()).isEqualTo(3);
        assertThat(context.lastOffset()).isEqualTo(4);
        assertThat(context.attempt()).isEqualTo(1);
        assertThat(context.parentDeliveryId()).isEmpty();
        assertThat(context.deliveryId())
                .matches("[A-Za-z0-9-]+")
                .isNotEqualTo(harness.exporter.calls.get(0).context().deliveryId());
        assertThat(context.batchCreatedAt()).isEqualTo(harness.clock.now());
        assertThat(context.deadline()).isAfter(harness.clock.now());
        assertThat(context.logger().getName()).endsWith("lake");
    }

    @Test
    void capsBatches() {
        DeliveryHarness capped = new DeliveryHarness(2, 1000).started().append(5);
        capped.tick();
        assertThat(capped.exporter.batches()).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
    }

    @Test
    void handsOverListsThatCannotBeModified() {
        harness.started().append(2);
        harness.tick();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> harness.exporter.lastCall().events().remove(0));
    }

    @Test
    void leavesEventsThatComeMeanwhileToTheNextDrain() {
        DeliveryHarness capped = new DeliveryHarness(2, 1000).started().append(3);
        capped.exporter.then((context, events) -> capped.append(3));
        FlushResult result = capped.flush();
        assertThat(capped.exporter.batches()).containsExactly(List.of(0, 1), List.of(2));
        assertThat(result).isEqualTo(new FlushResult(3, 0, 3, Optional.empty()));
        capped.tick();
        assertThat(capped.exporter.batches()).endsWith(List.of(3, 4), List.of(5));
    }

    @Test
    void opensBeforeTheFirstExportAndClosesAfterTheLast() {
        harness.append(1).started();
        assertThat(harness.exporter.lifeCycle).containsExactly("open", "export");
        harness.append(1);
        harness.data.stop();
        harness.run();
        assertThat(harness.exporter.lifeCycle).containsExactly("open", "export", "export", "close");
    }

    @Test
    void opensAtTheStartAlthoughNothingIsPending() {
        harness.started();
        assertThat(harness.exporter.lifeCycle).containsExactly("open");
    }

    @Test
    void getsNoEventsFromBeforeItWasAdded() {
        harness.started();
        assertThat(harness.data.counts()).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    @Test
    void answersAFlushOnceItHasStarted() {
        harness.append(2);
        CompletionStage<FlushResult> flush = harness.data.flush();
        harness.run();
        assertThat(flush.toCompletableFuture()).isNotDone();
        harness.started();
        assertThat(DeliveryHarness.get(flush)).isEqualTo(new FlushResult(2, 0, 0, Optional.empty()));
    }

    @Test
    void answersAFlushOfNothing() {
        harness.started();
        assertThat(harness.flush()).isEqualTo(new FlushResult(0, 0, 0, Optional.empty()));
    }

    @Test
    void answersFlushesThatComeTogether() {
        harness.started().append(2);
        CompletionStage<FlushResult> first = harness.data.flush();
        CompletionStage<FlushResult> second = harness.data.flush();
        harness.run();
        assertThat(DeliveryHarness.get(first)).isEqualTo(new FlushResult(2, 0, 0, Optional.empty()));
        assertThat(DeliveryHarness.get(second)).isEqualTo(new FlushResult(2, 0, 0, Optional.empty()));
        assertThat(harness.exporter.calls).hasSize(1);
    }

    @Test
    void doesNotLetOneCallerCancelTheFlushOfAnother() {
        harness.started().append(1);
        CompletionStage<FlushResult> first = harness.data.flush();
        CompletionStage<FlushResult> second = harness.data.flush();
        first.toCompletableFuture().cancel(true);
        harness.run();
        assertThat(DeliveryHarness.get(second).delivered()).isEqualTo(1);
    }

    @Test
    void answersAFlushThatCameDuringAnExportWithTheNextDrain() {
        harness.started().append(1);
        CompletionStage<?>[] during = new CompletionStage<?>[1];
        harness.exporter.then((context, events) -> {
            harness.append(1);
            during[0] = harness.data.flush();
        });
        harness.flush();
        assertThat(during[0].toCompletableFuture().join()).isEqualTo(new FlushResult(1, 0, 0, Optional.empty()));
    }

    @Test
    void startsOnce() {
        harness.started();
        harness.started();
        assertThat(harness.exporter.lifeCycle).containsExactly("open");
    }

    @Test
    void saysWhatItIsDoing() {
        assertThat(harness.data.state()).isEqualTo(ExporterState.NEW);
        harness.started();
        assertThat(harness.data.state()).isEqualTo(ExporterState.RUNNING);
        harness.data.stop();
        assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPING);
        harness.run();
        assertThat(harness.data.state()).isEqualTo(ExporterState.STOPPED);
    }

    @Test
    void countsWhatItLostBecauseItLagged() {
        DeliveryHarness small = new DeliveryHarness(100, 4).started().append(10);
        small.tick();
        assertThat(small.exporter.batches()).containsExactly(List.of(6, 7, 8, 9));
        assertThat(small.data.counts().dropped()).containsEntry(DropReason.OVERFLOW, 6L);
        assertThat(small.data.counts().delivered()).isEqualTo(4);
    }

    @Test
    void describesItself() {
        assertThat(harness.data.consumerId()).isEqualTo("lake");
        assertThat(harness.data.kind()).isEqualTo("scripted");
        assertThat(harness.data.eventType()).isEqualTo(EventType.FEATURE);
        assertThat(harness.data.isBulk()).isTrue();
        assertThat(harness.data.flushInterval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(harness.data.maxEventInMemory()).isEqualTo(100);
        assertThat(harness.data.lastFailure()).isEmpty();
    }

    static ExporterCounts counts(long appended, long delivered, long pending, long attempts, long failed) {
        return new ExporterCounts(
                appended, delivered, pending, dropped(DropReason.OVERFLOW, 0), 0, 0, attempts, failed);
    }

    /** So many events dropped for one reason, none for the others. */
    static Map<DropReason, Long> dropped(DropReason reason, long events) {
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        for (DropReason each : DropReason.values()) {
            dropped.put(each, each == reason ? events : 0);
        }
        return dropped;
    }
}
