package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;

/**
 * One exporter with a worker of its own, as the application sees it; see {@link DeliveryLoop} for what the worker does.
 *
 * @param <T> the type of the events
 */
public final class DefaultDataExporter<T extends ExportableEvent> implements DataExporter<T> {

    private final ExporterSetup setup;
    private final Worker worker;
    private final DeliveryLoop<T> loop;

    /**
     * Subscribes an exporter to the events that are appended from now on.
     *
     * @param setup the exporter and how to run it
     * @param store where the events are
     * @param clock the time
     */
    public DefaultDataExporter(ExporterSetup setup, EventStore<T> store, DeliveryClock clock) {
        this(setup, store, clock, new ThreadWorker("flag-exporter-" + setup.name()), new Random());
    }

    DefaultDataExporter(
            ExporterSetup setup, EventStore<T> store, DeliveryClock clock, Worker worker, RandomGenerator random) {
        store.addConsumer(setup.name(), ConsumerStart.HEAD);
        this.setup = setup;
        this.worker = worker;
        this.loop = new DeliveryLoop<>(setup, store, clock, worker, random);
    }

    @Override
    public void start() {
        loop.start();
    }

    /** Has the worker look for events; what the flush interval does. */
    public void wake() {
        worker.wake();
    }

    @Override
    public CompletionStage<FlushResult> flush() {
        return loop.flush();
    }

    @Override
    public CompletionStage<ReplayResult> replayDeadLetters() {
        return loop.replayDeadLetters();
    }

    @Override
    public CompletionStage<FlushResult> stop() {
        return loop.stop();
    }

    @Override
    public String consumerId() {
        return setup.name();
    }

    @Override
    public String kind() {
        return setup.kind();
    }

    @Override
    public EventType eventType() {
        return setup.eventType();
    }

    @Override
    public boolean isBulk() {
        return setup.exporter().isBulk();
    }

    @Override
    public Duration flushInterval() {
        return setup.flushTrigger().interval();
    }

    @Override
    public long maxEventInMemory() {
        return setup.flushTrigger().maxEventInMemory();
    }

    @Override
    public ExporterCounts counts() {
        return loop.counts();
    }

    @Override
    public ExporterState state() {
        return loop.state();
    }

    @Override
    public Optional<ExportFailure> lastFailure() {
        return loop.lastFailure();
    }
}
