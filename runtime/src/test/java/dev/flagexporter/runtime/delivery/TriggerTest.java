package dev.flagexporter.runtime.delivery;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.flagexporter.runtime.store.InMemoryEventStore;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Real threads: who exports when, and on which thread. */
@Timeout(60)
class TriggerTest {

    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final DeliveryClock clock = DeliveryClock.SYSTEM;
    private final InMemoryEventStore<FeatureEvent> store =
            new InMemoryEventStore<>(FeatureEvent.class, "store1", 10_000, new Intake(), dispatcher);

    /** One export as it happened. */
    private record Export(String thread, int events) {}

    private static class QueueingExporter implements Exporter {

        final BlockingQueue<Export> exports = new LinkedBlockingQueue<>();
        private final boolean bulk;

        QueueingExporter(boolean bulk) {
            this.bulk = bulk;
        }

        @Override
        public boolean isBulk() {
            return bulk;
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
            exports.add(new Export(Thread.currentThread().getName(), events.size()));
        }
    }

    @BeforeEach
    void start() {
        dispatcher.start();
    }

    @AfterEach
    void end() {
        dispatcher.close();
    }

    @Test
    void aBulkExporterExportsAtItsThreshold() throws InterruptedException {
        QueueingExporter exporter = new QueueingExporter(true);
        DefaultManager<FeatureEvent> manager = manager(DeliveryHarness.setup("bulk", exporter, 1000));
        manager.start();
        for (int i = 0; i < 250; i++) {
            manager.addEvent(Events.feature(i));
        }
        // the look at what is pending that comes with the start may have got some first; fewer than 100 stay
        int exported = 0;
        while (exported <= 150) {
            Export export = next(exporter);
            exported += export.events();
            assertThat(export.thread()).isEqualTo("flag-exporter-bulk");
        }
        manager.stop();
    }

    @Test
    void aStreamingExporterExportsEachEventAtOnce() throws InterruptedException {
        QueueingExporter exporter = new QueueingExporter(false);
        DefaultManager<FeatureEvent> manager = manager(DeliveryHarness.setup("stream", exporter, 1000));
        manager.start();
        for (int i = 0; i < 20; i++) {
            manager.addEvent(Events.feature(i));
            Export export = next(exporter);
            assertThat(export.events()).isEqualTo(1);
            assertThat(export.thread()).isNotEqualTo(Thread.currentThread().getName());
        }
        manager.stop();
    }

    @Test
    void anExporterThatTakesThePlaceOfABulkOneMaySendEachEventAtOnce() throws InterruptedException {
        QueueingExporter streaming = new QueueingExporter(false);
        DefaultManager<FeatureEvent> manager = manager(DeliveryHarness.setup("x", new QueueingExporter(true), 1000));
        manager.start();
        manager.replace(DeliveryHarness.setup("x", streaming, 1000))
                .toCompletableFuture()
                .join();
        assertThat(manager.exporter("x").orElseThrow().isBulk()).isFalse();
        manager.addEvent(Events.feature(0));
        assertThat(next(streaming).events()).isEqualTo(1);
        manager.stop();
    }

    @Test
    void addingAnEventWaitsForNoExporterHoweverManyArePending() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        QueueingExporter stuck = new QueueingExporter(true) {
            @Override
            public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                hanging.countDown();
                released.await();
                super.export(context, events);
            }
        };
        DefaultManager<FeatureEvent> manager = manager(DeliveryHarness.setup("stuck", stuck, 1000));
        manager.start();
        manager.addEvents(Events.features(1000));
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
        for (int i = 1000; i < 5000; i++) {
            assertThat(manager.addEvent(Events.feature(i))).isEqualTo(AppendResult.APPENDED);
        }
        released.countDown();
        assertThat(next(stuck).thread()).isEqualTo("flag-exporter-stuck");
        manager.stop();
    }

    @Test
    void aHangingExporterDelaysNoOther() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        QueueingExporter stuck = new QueueingExporter(false) {
            @Override
            public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                hanging.countDown();
                released.await();
            }
        };
        QueueingExporter healthy = new QueueingExporter(false);
        DefaultManager<FeatureEvent> manager =
                manager(DeliveryHarness.setup("stuck", stuck, 1000), DeliveryHarness.setup("healthy", healthy, 1000));
        manager.start();
        manager.addEvent(Events.feature(0));
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(next(healthy).events()).isEqualTo(1);
        manager.addEvent(Events.feature(1));
        assertThat(next(healthy).events()).isEqualTo(1);
        assertThat(manager.exporter("stuck").orElseThrow().counts().pending()).isEqualTo(2);
        released.countDown();
        manager.stop();
    }

    private DefaultManager<FeatureEvent> manager(ExporterSetup... setups) {
        return new DefaultManager<>(EventType.FEATURE, store, List.of(setups), clock);
    }

    private static Export next(QueueingExporter exporter) throws InterruptedException {
        Export export = exporter.exports.poll(20, TimeUnit.SECONDS);
        assertThat(export).as("an export").isNotNull();
        return export;
    }
}
