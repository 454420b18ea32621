package dev.flagexporter.runtime.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.PreparedAppend;
import org.jboss.logging.Logger;

/**
 * The store and the exporters of one type of events. Exporters come and go while events flow.
 *
 * <p><b>Thread safety.</b> The list of exporters is replaced as a whole, under this object's monitor. Threads that add
 * events only read it. An exporter consumes the store before it is in the list, and leaves the list before it leaves the
 * store. So an event that is added after {@link #add} has returned reaches the exporter. An event that is added during
 * {@link #add} or {@link #remove} may or may not belong to the exporter; if that is the only one, no exporter may count it.
 *
 * @param <T> the type of the events
 */
public final class DefaultManager<T extends ExportableEvent> implements Manager<T> {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final EventType eventType;
    private final EventStore<T> store;
    private final Function<ExporterSetup, DefaultDataExporter<T>> subscription;
    private final LongAdder withoutExporter = new LongAdder();
    private final AtomicBoolean warned = new AtomicBoolean();

    private volatile List<DefaultDataExporter<T>> exporters = List.of();
    private volatile boolean stopped;

    // guarded by this
    private final Set<DefaultDataExporter<T>> leaving = new HashSet<>();
    private boolean started;

    /**
     * Subscribes the exporters; they do not run yet.
     *
     * @param eventType the type of the events
     * @param store an empty store
     * @param setups the exporters of this type
     * @param clock the time
     */
    public DefaultManager(EventType eventType, EventStore<T> store, List<ExporterSetup> setups, DeliveryClock clock) {
        this(eventType, store, setup -> new DefaultDataExporter<>(setup, store, clock));
        setups.forEach(this::add);
    }

    /** Has no exporters yet; {@code subscription} makes one that gets the events appended from then on. */
    DefaultManager(
            EventType eventType, EventStore<T> store, Function<ExporterSetup, DefaultDataExporter<T>> subscription) {
        this.eventType = eventType;
        this.store = store;
        this.subscription = subscription;
    }

    /**
     * Adds an exporter, which gets the events that are added from now on. It starts at once if the manager was started.
     *
     * @param setup an exporter of this manager's type of events
     * @return the exporter at work
     * @throws IllegalArgumentException when it takes other events, or when its name is in use; the name of an exporter
     *     that is removed is in use until its last flush is over
     * @throws IllegalStateException after the stop
     */
    public synchronized DataExporter<T> add(ExporterSetup setup) {
        requireType(setup);
        if (stopped) {
            throw new IllegalStateException("the manager of " + eventType.configuredName() + " events is stopped");
        }
        DefaultDataExporter<T> added = subscription.apply(setup);
        exporters = sorted(Stream.concat(exporters.stream(), Stream.of(added)));
        if (started) {
            start(added);
        }
        return added;
    }

    private void requireType(ExporterSetup setup) {
        if (setup.eventType() != eventType) {
            throw new IllegalArgumentException("the exporter " + setup.name() + " takes "
                    + setup.eventType().configuredName() + " events, not " + eventType.configuredName() + " events");
        }
    }

    private List<DefaultDataExporter<T>> sorted(Stream<DefaultDataExporter<T>> all) {
        return all.sorted(Comparator.comparing(DataExporter::consumerId)).toList();
    }

    /**
     * Removes an exporter from the list immediately. It then exports the events that were added before, within its shutdown
     * timeout, is closed, and leaves the store. The removed object keeps its last counts.
     *
     * @param name the configured name
     * @return the result of its last flush, when it has left the store; never completes exceptionally
     * @throws IllegalArgumentException if there is no exporter of this name
     */
    public synchronized CompletionStage<FlushResult> remove(String name) {
        DefaultDataExporter<T> removed = require(name);
        if (stopped) {
            return removed.stop();
        }
        exporters = sorted(exporters.stream().filter(exporter -> !exporter.equals(removed)));
        warned.set(false);
        leaving.add(removed);
        return removed.remove().whenComplete((result, never) -> forget(removed));
    }

    private synchronized void forget(DefaultDataExporter<T> removed) {
        leaving.remove(removed);
    }

    /**
     * Replaces the exporter of the same name. The successor continues at the same offset, with the same counts. It may
     * differ in everything but the name and the type of events.
     *
     * <p>The old exporter completes its export, or is interrupted at the end of its shutdown timeout. It is closed before
     * the new one opens. If it hangs, it is abandoned, and the events that it was exporting are sent again. A batch that
     * was begun continues as the same deliveries, or as parts of them if batches are smaller now. A waiting flush is
     * answered when the new exporter has delivered. Dead letters of the old exporter stay in their directory.
     *
     * @param successor the new exporter
     * @return the result, when the successor is at work or will never be; never completes exceptionally. Before the start,
     *     it waits for the start
     * @throws IllegalArgumentException if there is no exporter of this name, or the successor has another type of events
     */
    public CompletionStage<ReplaceResult> replace(ExporterSetup successor) {
        requireType(successor);
        return require(successor.name()).replace(successor);
    }

    private DefaultDataExporter<T> require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no exporter " + name + " of " + eventType.configuredName() + " events"));
    }

    private Optional<DefaultDataExporter<T>> find(String name) {
        return exporters.stream()
                .filter(exporter -> exporter.consumerId().equals(name))
                .findFirst();
    }

    @Override
    public EventType eventType() {
        return eventType;
    }

    @Override
    public AppendResult addEvent(T event) {
        return hasNoExporter() ? dropWithoutExporter(1) : store.append(event);
    }

    @Override
    public AppendResult addEvents(List<? extends T> events) {
        if (hasNoExporter()) {
            return events.isEmpty() ? AppendResult.APPENDED : dropWithoutExporter(events.size());
        }
        return store.appendAll(events);
    }

    @Override
    public PreparedAppend prepareEvents(List<? extends T> events) {
        return hasNoExporter()
                ? PreparedAppend.of(AppendResult.APPENDED, () -> addEvents(events))
                : store.prepare(events);
    }

    /** There is no exporter. After the stop, the store answers itself. */
    private boolean hasNoExporter() {
        return exporters.isEmpty() && !stopped;
    }

    private AppendResult dropWithoutExporter(int events) {
        withoutExporter.add(events);
        if (warned.compareAndSet(false, true)) {
            LOG.warnf(
                    "No exporter is configured for %1$s events: they are dropped and counted. Configure one with quarkus.flag-exporter.exporters.\"name\".event-type=%1$s",
                    eventType.configuredName());
        }
        return AppendResult.DROPPED;
    }

    /**
     * Makes an exporter export what is pending, as its flush interval does.
     *
     * @param name the configured name; unknown names are ignored
     */
    public void wake(String name) {
        find(name).ifPresent(DefaultDataExporter::wake);
    }

    @Override
    public List<DataExporter<T>> exporters() {
        return List.copyOf(exporters);
    }

    @Override
    public Optional<DataExporter<T>> exporter(String name) {
        return find(name).map(Function.identity());
    }

    @Override
    public long droppedWithoutExporter() {
        return withoutExporter.sum();
    }

    @Override
    public long notAppendedEvents(AppendResult answer) {
        return store.notAppendedEventCount(answer);
    }

    @Override
    public long pendingBytes() {
        return store.totalBytes();
    }

    @Override
    public OptionalLong pendingBytes(String name) {
        try {
            return OptionalLong.of(store.pendingBytes(name));
        } catch (IllegalArgumentException e) {
            // it left the store meanwhile
            return OptionalLong.empty();
        }
    }

    @Override
    public boolean isPushingBack(String name) {
        try {
            return store.isPushingBack(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Starts the exporters that do not run yet.
     *
     * @throws IllegalStateException if the thread of an exporter cannot be started; the other exporters run, and another
     *     call starts those that do not
     */
    @Override
    public synchronized void start() {
        if (started || stopped) {
            return;
        }
        List<Throwable> failures = new ArrayList<>();
        List<String> notStarted = new ArrayList<>();
        for (DefaultDataExporter<T> exporter : exporters) {
            try {
                start(exporter);
            } catch (RuntimeException | Error e) {
                failures.add(e);
                notStarted.add(exporter.consumerId());
            }
        }
        throwIfAny(failures, notStarted);
        started = true;
    }

    private void throwIfAny(List<Throwable> failures, List<String> notStarted) {
        if (!failures.isEmpty()) {
            IllegalStateException failure = new IllegalStateException("Exporters \"%s\" of %s events did not start: %s"
                    .formatted(String.join("\", \"", notStarted), eventType.configuredName(), failures.get(0)));
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private void start(DefaultDataExporter<T> exporter) {
        if (exporter.state() != ExporterState.NEW) {
            return;
        }
        exporter.start();
        LOG.infof(
                "Exporter \"%s\" (%s) started for %s events%s",
                exporter.consumerId(), exporter.kind(), eventType.configuredName(), trigger(exporter));
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
     * Begins to stop: closes the store to new events, and makes all exporters flush at the same time, including those that
     * are being removed.
     *
     * @return completes when all exporters have stopped, each within its shutdown timeout and a few seconds; never completes
     *     exceptionally
     */
    public synchronized CompletableFuture<Void> stopAsync() {
        store.stop();
        stopped = true;
        return CompletableFuture.allOf(Stream.concat(exporters.stream(), leaving.stream())
                .map(exporter -> exporter.stop().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
