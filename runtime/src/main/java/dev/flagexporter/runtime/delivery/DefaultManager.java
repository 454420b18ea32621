package dev.flagexporter.runtime.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import dev.flagexporter.DataExporter;
import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.PreparedAppend;
import org.jboss.logging.Logger;

/**
 * The store and the exporters of one type of events.
 *
 * @param <T> the type of the events
 */
public final class DefaultManager<T extends ExportableEvent> implements Manager<T> {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final EventType eventType;
    private final EventStore<T> store;
    private final List<DefaultDataExporter<T>> exporters;
    private final LongAdder withoutExporter = new LongAdder();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();

    /**
     * Subscribes the exporters; they do not run yet.
     *
     * @param eventType the type of the events
     * @param store an empty store
     * @param setups the exporters of this type
     * @param clock the time
     */
    public DefaultManager(EventType eventType, EventStore<T> store, List<ExporterSetup> setups, DeliveryClock clock) {
        this.eventType = eventType;
        this.store = store;
        this.exporters = setups.stream()
                .sorted(Comparator.comparing(ExporterSetup::name))
                .map(setup -> new DefaultDataExporter<>(setup, store, clock))
                .toList();
    }

    @Override
    public EventType eventType() {
        return eventType;
    }

    @Override
    public AppendResult addEvent(T event) {
        return exporters.isEmpty() ? dropWithoutExporter(1) : store.append(event);
    }

    @Override
    public AppendResult addEvents(List<? extends T> events) {
        if (exporters.isEmpty()) {
            return events.isEmpty() ? AppendResult.APPENDED : dropWithoutExporter(events.size());
        }
        return store.appendAll(events);
    }

    @Override
    public PreparedAppend prepareEvents(List<? extends T> events) {
        return exporters.isEmpty()
                ? PreparedAppend.of(AppendResult.APPENDED, () -> addEvents(events))
                : store.prepare(events);
    }

    private AppendResult dropWithoutExporter(int events) {
        withoutExporter.add(events);
        if (warned.compareAndSet(false, true)) {
            LOG.warnf(
                    "There are %1$s events but no exporter for them: they are dropped and counted. Configure one with quarkus.flag-exporter.exporters.\"name\".event-type=%1$s",
                    eventType.configuredName());
        }
        return AppendResult.DROPPED;
    }

    /**
     * Has an exporter look for events, as its flush interval does.
     *
     * @param name the configured name; nothing happens when there is none of it
     */
    public void wake(String name) {
        exporters.stream()
                .filter(exporter -> exporter.consumerId().equals(name))
                .forEach(DefaultDataExporter::wake);
    }

    @Override
    public List<DataExporter<T>> exporters() {
        return List.copyOf(exporters);
    }

    @Override
    public Optional<DataExporter<T>> exporter(String name) {
        return exporters().stream()
                .filter(exporter -> exporter.consumerId().equals(name))
                .findFirst();
    }

    @Override
    public long droppedWithoutExporter() {
        return withoutExporter.sum();
    }

    @Override
    public long refusedEvents(AppendResult answer) {
        return store.refusedEventCount(answer);
    }

    @Override
    public void start() {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        exporters.forEach(exporter -> {
            exporter.start();
            LOG.infof(
                    "The exporter \"%s\" (%s) started for %s events%s",
                    exporter.consumerId(), exporter.kind(), eventType.configuredName(), trigger(exporter));
        });
    }

    private static String trigger(DataExporter<?> exporter) {
        return exporter.isBulk()
                ? ": flushes every %d s or at %d pending events"
                        .formatted(exporter.flushInterval().toSeconds(), exporter.maxEventInMemory())
                : ": sends each event at once";
    }

    @Override
    public void stop() {
        stopAsync().join();
    }

    /**
     * Begins to stop: takes no more events, and has all exporters flush at the same time.
     *
     * @return completes when all exporters have stopped or their time is over, never exceptionally
     */
    public CompletableFuture<Void> stopAsync() {
        store.stop();
        return CompletableFuture.allOf(exporters.stream()
                .map(exporter -> exporter.stop().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
