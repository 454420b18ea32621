package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;

/**
 * One exporter with a worker of its own, as the application sees it; {@link ExporterWorker} says what the worker does.
 *
 * @param <T> the type of the events
 */
public final class DefaultDataExporter<T extends ExportableEvent> implements DataExporter<T> {

    /** How long beyond its interval and one attempt an exporter may take to settle an event. */
    private static final Duration STALL_TOLERANCE = Duration.ofSeconds(30);

    private final String name;
    private final ExporterWorker<T> worker;
    private final StalledProgress progress;

    /**
     * Subscribes an exporter to the events that are appended from now on.
     *
     * @param setup the exporter and how to deliver its events
     * @param store the events
     * @param clock the time
     */
    public DefaultDataExporter(ExporterSetup setup, EventStore<T> store, DeliveryClock clock) {
        this(setup, store, WorkerEnvironment.real(setup.name(), clock));
    }

    DefaultDataExporter(ExporterSetup setup, EventStore<T> store, WorkerEnvironment environment) {
        this.name = setup.name();
        store.addConsumer(name, ConsumerStart.HEAD);
        this.worker = new ExporterWorker<>(setup, store, environment);
        this.progress = new StalledProgress(environment.clock());
    }

    @Override
    public void start() {
        worker.start();
    }

    /** Asks the worker to export what is pending; what the flush interval does. */
    public void wake() {
        stalledFor();
        worker.requests().wake();
    }

    @Override
    public CompletionStage<FlushResult> flush() {
        return worker.requests().flush();
    }

    @Override
    public CompletionStage<ReplayResult> replayDeadLetters() {
        return worker.requests().replayDeadLetters();
    }

    @Override
    public CompletionStage<FlushResult> stop() {
        return worker.stop();
    }

    /** Another exporter of the same name and type of events takes this one's place, at the same offset. */
    CompletionStage<ReplaceResult> replace(ExporterSetup successor) {
        return worker.requests()
                .replace(successor, setup().delivery().timeouts().shutdown());
    }

    /** Exports what was appended so far within the shutdown timeout, closes, and is removed from the store. */
    CompletionStage<FlushResult> remove() {
        return worker.remove();
    }

    ExporterWorker<T> worker() {
        return worker;
    }

    @Override
    public String consumerId() {
        return name;
    }

    @Override
    public String kind() {
        return setup().kind();
    }

    @Override
    public EventType eventType() {
        return setup().eventType();
    }

    @Override
    public boolean isBulk() {
        return setup().isBulk();
    }

    @Override
    public Duration flushInterval() {
        return flushTrigger().interval();
    }

    @Override
    public long maxEventInMemory() {
        return flushTrigger().maxEventInMemory();
    }

    private ExporterSetup setup() {
        return worker.exporter().get().setup();
    }

    private FlushTrigger flushTrigger() {
        return setup().delivery().flushTrigger();
    }

    @Override
    public ExporterCounts counts() {
        return worker.counters().counts();
    }

    @Override
    public ExporterState state() {
        return worker.state();
    }

    @Override
    public Optional<ExportFailure> lastFailure() {
        return worker.retry().last();
    }

    @Override
    public int hangingCalls() {
        return worker.exporter().hangingCalls();
    }

    @Override
    public Optional<Duration> stalledFor() {
        Duration attempt = setup().delivery().timeouts().attempt();
        Duration allowed =
                attempt.plus(isBulk() ? flushInterval() : Duration.ZERO).plus(STALL_TOLERANCE);
        return progress.observe(counts(), allowed);
    }
}
