package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import dev.flagexporter.ExporterCounts;
import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.FaultyExporter;
import dev.flagexporter.testkit.InMemoryExporter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** One destination with every fault there is, and a real thread where one is needed. */
@Timeout(60)
class FaultyExporterTest {

    private final DeliveryHarness harness = new DeliveryHarness();
    private final InMemoryExporter destination = new InMemoryExporter(true);
    private final ManualDriver worker = new ManualDriver(harness.clock, new Random());

    @Test
    void deliversEverythingOnceInTheEnd() {
        FaultyExporter faulty = FaultyExporter.before(destination)
                .failing(2, new IOException("down"))
                .throwing(new NoClassDefFoundError("missing"))
                .rejecting(Set.of())
                .rejecting(Set.of(0))
                .build();
        DefaultDataExporter<FeatureEvent> data = new DefaultDataExporter<>(
                DeliveryHarness.setup("faulty", faulty, 100), harness.store, worker.environment());
        worker.drive(data);
        data.start();
        harness.append(4);
        for (int i = 0; i < 4; i++) {
            data.flush();
            worker.run();
        }
        ExporterCounts counts = data.counts();
        assertThat(counts.delivered()).isEqualTo(3);
        assertThat(counts.pending()).isZero();
        assertThat(destination.events()).isEqualTo(Events.features(4).subList(1, 4));
    }

    @Test
    void isInterruptedAtTheDeadline() throws InterruptedException {
        FaultyExporter faulty = FaultyExporter.before(destination).hanging().build();
        DefaultDataExporter<FeatureEvent> data = started(faulty);
        CompletionStage<FlushResult> flush = data.flush();
        faulty.awaitExport();
        harness.clock.advance(DeliveryHarness.ATTEMPT_TIMEOUT);
        // whether the first cycle or the flush met the hanging export is left to the threads
        DeliveryHarness.get(flush);
        DeliveryHarness.get(data.flush());
        assertThat(data.counts().delivered()).isEqualTo(2);
        assertThat(data.counts().failedAttempts()).isEqualTo(1);
        assertThat(data.counts().possiblyDuplicated()).isZero();
        data.stop();
    }

    @Test
    void endsAlthoughItNeitherExportsNorCloses() throws InterruptedException {
        FaultyExporter faulty = FaultyExporter.before(destination)
                .hangingAndIgnoringInterrupts()
                .blockingInClose()
                .build();
        DefaultDataExporter<FeatureEvent> data = started(faulty);
        data.flush();
        faulty.awaitExport();
        CompletionStage<FlushResult> stop = data.stop();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    harness.clock.advance(Duration.ofSeconds(1));
                    return stop.toCompletableFuture().isDone();
                });
        assertThat(DeliveryHarness.get(stop).pending()).isEqualTo(2);
        faulty.release();
    }

    private DefaultDataExporter<FeatureEvent> started(FaultyExporter faulty) {
        DefaultDataExporter<FeatureEvent> data =
                new DefaultDataExporter<>(DeliveryHarness.setup("faulty", faulty, 100), harness.store, harness.clock);
        data.start();
        harness.append(2);
        return data;
    }
}
