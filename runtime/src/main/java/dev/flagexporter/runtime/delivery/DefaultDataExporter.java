package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final String name;
    private final Worker worker;
    private final AtomicInteger hanging = new AtomicInteger();
    private final Succession<T> succession;
    private final Accounts<T> accounts;
    private final Inbox inbox;
    private final FailureTracker failures;
    private final LifeCycle life;
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
        this.name = setup.name();
        this.worker = worker;
        store.addConsumer(name, ConsumerStart.HEAD);
        DeliveryQueue<T> queue = new DeliveryQueue<>(store, name);
        Drain.Surroundings<T> surroundings = new Drain.Surroundings<>(store, clock, queue, hanging, worker::replace);
        succession =
                new Succession<>(setup, clock, worker, (next, isToEnd) -> new Drain<>(next, surroundings, isToEnd));
        failures = new FailureTracker(
                new FailureLog(name),
                retry -> new Retry(new Backoff(retry, random), clock, worker::wake),
                setup.retry());
        accounts = new Accounts<>(store, name, queue::progress);
        inbox = new Inbox(worker, clock, accounts);
        life = new LifeCycle(clock, worker, succession, accounts, inbox, failures);
        loop = new DeliveryLoop<>(store, clock, worker, queue, succession, accounts, inbox, failures, life);
    }

    @Override
    public void start() {
        life.start(loop::cycle);
    }

    /** Has the worker look for events; what the flush interval does. */
    public void wake() {
        worker.wake();
    }

    @Override
    public CompletionStage<FlushResult> flush() {
        return inbox.flush();
    }

    @Override
    public CompletionStage<ReplayResult> replayDeadLetters() {
        return inbox.replayDeadLetters();
    }

    @Override
    public CompletionStage<FlushResult> stop() {
        return life.stop();
    }

    /** Has a successor take this exporter's place at the same offset; of the same name and type of events. */
    CompletionStage<ReplaceResult> replace(ExporterSetup successor) {
        return succession.replace(successor);
    }

    /** Exports what was appended so far within the shutdown time-out, closes, and leaves the store. */
    CompletionStage<FlushResult> leave() {
        return life.leave();
    }

    private ExporterSetup setup() {
        return succession.current().setup();
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
        return succession.current().exporter().isBulk();
    }

    @Override
    public Duration flushInterval() {
        return setup().flushTrigger().interval();
    }

    @Override
    public long maxEventInMemory() {
        return setup().flushTrigger().maxEventInMemory();
    }

    @Override
    public ExporterCounts counts() {
        return accounts.counts();
    }

    @Override
    public ExporterState state() {
        return life.state();
    }

    @Override
    public Optional<ExportFailure> lastFailure() {
        return failures.last();
    }

    @Override
    public int hangingCalls() {
        return hanging.get();
    }
}
