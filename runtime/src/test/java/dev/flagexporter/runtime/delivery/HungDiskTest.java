package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flagexporter.DataExporter;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A disk that hangs so badly that {@link Thread#interrupt()} hangs, too. */
@Timeout(60)
class HungDiskTest {

    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofMillis(200), Duration.ofMillis(500));

    /** The stop may take its timeout, an interrupted call its grace, and a busy machine some time. */
    private static final Duration STOP =
            TIMEOUTS.shutdown().plus(ExporterCalls.GRACE).plusSeconds(5);

    private final HungChannel disk = new HungChannel();
    private final CountDownLatch released = new CountDownLatch(1);
    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final AtomicInteger failures = new AtomicInteger(3);

    @AfterEach
    void release() {
        disk.release();
        released.countDown();
        dispatcher.close();
        await().until(() -> Threads.of("hung-disk").isEmpty());
    }

    private DefaultManager<FeatureEvent> manager(ExporterSetup... setups) {
        DefaultManager<FeatureEvent> manager = new DefaultManager<>(
                EventType.FEATURE, Threads.store(dispatcher), List.of(setups), DeliveryClock.SYSTEM);
        manager.start();
        return manager;
    }

    private ExporterSetup onDisk(ScriptedExporter.Step replacement) {
        return Threads.setup(
                "hung-disk-file",
                Threads.exporter((context, events) -> disk.force()),
                () -> Threads.exporter(replacement),
                TIMEOUTS);
    }

    private ExporterSetup failingForAWhile() {
        return Threads.setup(
                "hung-disk-webhook",
                Threads.exporter((context, events) -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IOException("down for a moment");
                    }
                }),
                () -> Threads.exporter((context, events) -> {}),
                TIMEOUTS);
    }

    private ExporterSetup hanging() {
        return Threads.setup(
                "hung-disk-stuck",
                Threads.exporter((context, events) -> Threads.awaitIgnoringInterrupts(released)),
                () -> Threads.exporter((context, events) -> {}),
                TIMEOUTS);
    }

    private static void awaitDelivered(DefaultManager<FeatureEvent> manager, int events) {
        await().untilAsserted(() -> assertThat(manager.exporters())
                .allSatisfy(
                        exporter -> assertThat(exporter.counts().delivered()).isEqualTo(events)));
    }

    @Test
    void leavesAllExportersAtWork() throws Exception {
        DefaultManager<FeatureEvent> manager = manager(onDisk((context, events) -> {}), failingForAWhile(), hanging());
        manager.addEvent(Events.feature(0));
        awaitDelivered(manager, 1);
        DataExporter<FeatureEvent> file = manager.exporter("hung-disk-file").orElseThrow();
        assertThat(file.hangingCalls()).as("its disk still hangs").isEqualTo(1);
        manager.addEvent(Events.feature(1));
        awaitDelivered(manager, 2);
        manager.stopAsync().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void doesNotKeepTheApplicationFromStopping() throws Exception {
        DefaultManager<FeatureEvent> manager = manager(onDisk((context, events) -> disk.force()), failingForAWhile());
        manager.addEvent(Events.feature(0));
        DataExporter<FeatureEvent> file = manager.exporter("hung-disk-file").orElseThrow();
        await().until(() -> file.hangingCalls() == 2);
        manager.stopAsync().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(file.counts().pending()).isEqualTo(1);
        assertThat(manager.exporter("hung-disk-webhook").orElseThrow().counts().delivered())
                .isEqualTo(1);
    }

    @Test
    void doesNotKeepAReplacementFromTheOthers() throws Exception {
        DefaultManager<FeatureEvent> manager = manager(onDisk((context, events) -> disk.force()));
        manager.addEvent(Events.feature(0));
        ExporterSetup elsewhere = Threads.setup(
                "hung-disk-file",
                Threads.exporter((context, events) -> {}),
                () -> Threads.exporter((context, events) -> {}),
                TIMEOUTS);
        assertThat(manager.replace(elsewhere).toCompletableFuture().get(STOP.toMillis(), TimeUnit.MILLISECONDS))
                .isEqualTo(ReplaceResult.REPLACED);
        awaitDelivered(manager, 1);
        manager.stopAsync().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    }
}
