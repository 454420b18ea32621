package dev.flagexporter.runtime.store;

import java.util.List;
import java.util.Objects;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.spi.store.PreparedAppend;

/**
 * A log in memory, see {@link ChunkLog}. When a consumer lags by more than the capacity or the limit in bytes, the
 * {@link OverflowPolicy} decides: it loses its oldest events, counted, or newer ones are kept out, see
 * {@link CapacityLimit}. Chunks that every consumer has passed are let go at once.
 *
 * <p><b>Thread safety.</b> Appenders among each other: see {@link ChunkLog}; with consumers: see {@link Consumers} and
 * {@link WakeUps}; by bytes: see {@link LogSize} and {@link MemoryLimit}. Stopping: the end is put into the log like an
 * event, so an append is either before it or answered {@code CLOSED}. Several events appended as one pass the
 * {@link Intake}, which is closed before.
 *
 * @param <T> the type of the events
 */
public final class InMemoryEventStore<T extends ExportableEvent> implements EventStore<T> {

    private final String id;
    private final StoreSettings settings;
    private final long maxEventSize;
    private final Consumers<T> consumers;
    private final ChunkLog log;
    private final WakeUps<T> wakeUps;
    private final MemoryLimit memory;
    private final StoreMemory<T> usage;
    private final BackPressure<T> backPressure;
    private final Admission admission;
    private final NotAppended notAppended;
    private final StoreResources resources;

    /**
     * Makes an empty store whose consumers lose their oldest events when they lag.
     *
     * @param eventClass the class of the events
     * @param id the identity of this incarnation
     * @param capacity how many events a consumer may lag, at least 1; if it lags by more, it loses the oldest
     * @param intake the gate for several events at once
     * @param dispatcher wakes the consumers
     */
    public InMemoryEventStore(
            Class<T> eventClass, String id, long capacity, Intake intake, WakeUpDispatcher dispatcher) {
        this(eventClass, id, StoreSettings.dropOldest(capacity), intake, dispatcher);
    }

    /**
     * Makes an empty store, which has the limit in bytes for itself.
     *
     * @param eventClass the class of the events
     * @param id the identity of this incarnation
     * @param settings the limits
     * @param intake the gate for several events at once
     * @param dispatcher wakes the consumers
     */
    public InMemoryEventStore(
            Class<T> eventClass, String id, StoreSettings settings, Intake intake, WakeUpDispatcher dispatcher) {
        this(eventClass, id, settings, StoreResources.of(settings, intake, dispatcher));
    }

    /**
     * Makes an empty store.
     *
     * @param eventClass the class of the events
     * @param id the identity of this incarnation
     * @param settings the limits
     * @param resources what it shares with other stores
     */
    public InMemoryEventStore(Class<T> eventClass, String id, StoreSettings settings, StoreResources resources) {
        this.id = id;
        this.settings = settings;
        this.maxEventSize = settings.limits().maxEventSize();
        this.resources = resources;
        this.memory = resources.memory();
        this.consumers = new Consumers<>(
                eventClass,
                settings.limits().capacity(),
                settings.overflowPolicy(),
                this::stepped,
                resources.dispatcher()::signal);
        this.log = consumers.log();
        this.wakeUps = new WakeUps<>(consumers, resources.dispatcher());
        this.usage = new StoreMemory<>(consumers);
        this.backPressure = new BackPressure<>(
                consumers, memory, resources.dispatcher(), settings.maxPushBack(), resources.nanoTime());
        this.admission = admission();
        this.notAppended = new NotAppended(eventClass.getSimpleName());
        memory.add(usage);
        wakeUps.register();
        resources.dispatcher().register(this::look);
        resources.dispatcher().register(notAppended::tellDue);
    }

    private Admission admission() {
        return switch (settings.overflowPolicy()) {
            case DROP_OLDEST -> new DropOldest(log, consumers::floor, memory);
            case BACK_PRESSURE -> limit(backPressure);
            case DROP_NEWEST -> limit(WhenFull.DROP);
            case REJECT -> limit(WhenFull.REJECT);
            case BLOCK -> limit(new WaitWhileFull(settings.blockTimeout(), settings.mayBlock()));
        };
    }

    private CapacityLimit limit(WhenFull whenFull) {
        return new CapacityLimit(consumers.capacity(), consumers, memory, whenFull);
    }

    /** On the thread of the appender that began a chunk. */
    private void stepped() {
        admission.stepped();
        wakeUps.counted();
    }

    /** On the thread of the dispatcher. */
    void look() {
        if (backPressure.look()) {
            consumersMovedOn();
        }
    }

    private void consumersMovedOn() {
        admission.consumersMovedOn();
        if (settings.overflowPolicy().canBeFull()) {
            // appends may wait for room in either store
            resources.dispatcher().signal();
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public AppendResult append(T event) {
        // a null would look like a free slot for ever, and no consumer would get past it
        Objects.requireNonNull(event, "event");
        long bytes = bytesToCountAtOnce(event);
        AppendResult answer = isTooLarge(event, bytes) ? AppendResult.TOO_LARGE : admission.admit(1, bytes);
        if (answer != AppendResult.APPENDED) {
            return notAppended.count(answer, 1);
        }
        boolean put = false;
        try {
            put = put(event);
        } finally {
            if (!put) {
                admission.giveBack(1, bytes);
            }
        }
        if (put && bytes > 0) {
            counted(bytes);
        }
        return put ? AppendResult.APPENDED : closed(1);
    }

    private static long bytesToCountAtOnce(ExportableEvent event) {
        long bytes = EventSize.of(event);
        return bytes < EventSize.LARGE ? 0 : bytes;
    }

    /** Counts events that came after the end. */
    AppendResult closed(int events) {
        return notAppended.count(AppendResult.CLOSED, events);
    }

    /** By both measures: as JSON, and in memory. */
    private boolean isTooLarge(T event, long bytes) {
        return (maxEventSize != StoreSettings.EVERY_SIZE && event.sizeHint() > maxEventSize)
                || bytes > memory.maxBytes();
    }

    /** Puts an event that has its room into the log; false when that takes no more. */
    boolean put(T event) {
        long offset = log.append(event);
        if (offset == Chunk.CLOSED) {
            return false;
        }
        wakeUps.appended(offset);
        return true;
    }

    /** To be called once events that were admitted with a size are in the log. */
    void counted(long bytes) {
        admission.appended(bytes);
        wakeUps.counted();
    }

    @Override
    public AppendResult appendAll(List<? extends T> events) {
        try (PreparedAppend prepared = prepare(events)) {
            return prepared.append();
        }
    }

    @Override
    public PreparedAppend prepare(List<? extends T> events) {
        // before the first one is in: all or none
        List<T> all = List.copyOf(events);
        AdmittedEvents<T> prepared =
                new AdmittedEvents<>(this, admission, resources.intake(), all, EventSize.ofAll(all));
        AppendResult answer = all.stream().anyMatch(event -> isTooLarge(event, bytesToCountAtOnce(event)))
                ? AppendResult.TOO_LARGE
                : prepared.admit();
        return answer == AppendResult.APPENDED
                ? prepared
                : PreparedAppend.of(answer, () -> notAppended.count(answer, all.size()));
    }

    @Override
    public long notAppendedEventCount(AppendResult answer) {
        return notAppended.count(answer);
    }

    ChunkLog log() {
        return log;
    }

    @Override
    public void addConsumer(String consumerId, ConsumerStart start) {
        admission.holdStill(() -> consumers.add(
                consumerId, start == ConsumerStart.EARLIEST ? admission.earliestStart() : Long.MAX_VALUE));
    }

    @Override
    public void removeConsumer(String consumerId) {
        consumers.remove(consumerId);
        consumersMovedOn();
    }

    @Override
    public Lease<T> lease(String consumerId, LeaseLimits limits) {
        return consumers.get(consumerId).lease(limits);
    }

    @Override
    public void commit(Lease<T> lease) {
        consumers.get(lease.consumerId()).commit(lease);
        consumersMovedOn();
    }

    @Override
    public void release(Lease<T> lease) {
        consumers.get(lease.consumerId()).release(lease);
    }

    @Override
    public ConsumerCounts counts(String consumerId) {
        return consumers.get(consumerId).counts();
    }

    @Override
    public long totalEventCount() {
        return consumers.pending();
    }

    @Override
    public void setFailing(String consumerId, boolean failing) {
        consumers.find(consumerId).ifPresent(consumer -> {
            if (consumer.isReportedFailing() != failing) {
                admission.holdStill(() -> consumer.setFailing(failing));
                consumersMovedOn();
            }
        });
    }

    @Override
    public boolean isPushingBack(String consumerId) {
        return consumers.get(consumerId).pushBack().isPushing();
    }

    @Override
    public long pendingBytes(String consumerId) {
        Consumer<T> consumer = consumers.get(consumerId);
        log.countAll();
        return consumer.pendingBytes();
    }

    @Override
    public long totalBytes() {
        return usage.toLease();
    }

    @Override
    public void whenPending(String consumerId, long events, long bytes, Runnable action) {
        wakeUps.waitFor(consumers.get(consumerId).wakeAt(events, bytes, action));
    }

    @Override
    public void stop() {
        admission.close();
        resources.intake().close();
        log.close();
        wakeUps.look();
        notAppended.tellRest();
    }
}
