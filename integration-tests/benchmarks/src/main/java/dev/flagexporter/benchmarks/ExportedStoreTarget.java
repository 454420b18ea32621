package dev.flagexporter.benchmarks;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flagexporter.DataExporter;
import dev.flagexporter.DropReason;
import dev.flagexporter.runtime.delivery.DefaultManager;
import dev.flagexporter.runtime.delivery.DeliveryClock;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;

/**
 * The manager that applications get injected, with exporters that run: bulk ones are woken by their threshold, streaming
 * ones by every append. Others may be dead: every attempt of theirs fails.
 */
final class ExportedStoreTarget extends ExportedTarget {

    private final Exporters store = new Exporters(ROOM, 0);
    private final List<CountingExporter> living;
    private final List<DataExporter<FeatureEvent>> exporters;
    private final List<DataExporter<FeatureEvent>> dead;
    private final DefaultManager<FeatureEvent> manager;

    ExportedStoreTarget(String name, boolean bulk, int exporterCount, int deadCount) {
        super(name);
        this.living = Stream.generate(() -> new CountingExporter(bulk))
                .limit(exporterCount)
                .toList();
        this.manager = new DefaultManager<>(
                EventType.FEATURE,
                store.store(),
                Stream.concat(
                                IntStream.range(0, exporterCount)
                                        .mapToObj(i -> Setups.of("exporter-" + i, living.get(i))),
                                IntStream.range(0, deadCount)
                                        .mapToObj(i -> Setups.of("dead-" + i, new FailingExporter(bulk))))
                        .toList(),
                DeliveryClock.SYSTEM);
        this.exporters = named("exporter-");
        this.dead = named("dead-");
        manager.start();
    }

    private List<DataExporter<FeatureEvent>> named(String prefix) {
        return manager.exporters().stream()
                .filter(exporter -> exporter.consumerId().startsWith(prefix))
                .toList();
    }

    @Override
    List<CountingExporter> exporters() {
        return living;
    }

    @Override
    void appendReady(int count) {
        for (int i = 0; i < count; i++) {
            FeatureEvent event = SampleEvents.ready(i);
            if (manager.addEvent(event) != AppendResult.APPENDED) {
                throw lost(event);
            }
        }
        count(count);
    }

    @Override
    void appendFresh(int count) {
        for (int i = 0; i < count; i++) {
            FeatureEvent event = SampleEvents.fresh(i);
            if (manager.addEvent(event) != AppendResult.APPENDED) {
                throw lost(event);
            }
        }
        count(count);
    }

    @Override
    void drain() {
        exporters.stream()
                .map(DataExporter::flush)
                .map(CompletionStage::toCompletableFuture)
                .forEach(flush -> flush.orTimeout(1, TimeUnit.MINUTES).join());
        super.drain();
    }

    /** Makes sure that the dead exporters were a burden, and one for themselves only. */
    @Override
    public void close() {
        exporters.forEach(exporter -> check(exporter, dropped(exporter) == 0));
        dead.forEach(exporter -> check(exporter, dropped(exporter) > 0));
        store.close();
    }

    private static long dropped(DataExporter<?> exporter) {
        return exporter.counts().dropped().getOrDefault(DropReason.OVERFLOW, 0L);
    }

    private static void check(DataExporter<?> exporter, boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException(exporter.consumerId() + " lost " + dropped(exporter) + " events");
        }
    }
}
