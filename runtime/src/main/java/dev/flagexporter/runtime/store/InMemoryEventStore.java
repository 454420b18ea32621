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
 * A log in memory, see {@link ChunkLog}. When a consumer lags by more than the capacity it loses its oldest events,
 * counted, and nobody else notices; unless an {@link OverflowPolicy} keeps the newest ones out, see {@link Room}.
 * Chunks that every consumer has passed are let go at once.
 *
 * <p><b>Who races.</b> Appenders among each other: see {@link ChunkLog}; with consumers: see {@link Consumers} and
 * {@link WakeUps}. Stopping: the end is put into the log like an event, so an append is either before it or answered
 * {@code CLOSED}. Several events appended as one pass the {@link Intake}, which is closed before.
 *
 * @param <T> the type of the events
 */
public final class InMemoryEventStore<T extends ExportableEvent> implements EventStore<T> {

    private final String id;
    private final long maxEventSize;
    private final Consumers<T> consumers;
    private final ChunkLog log;
    private final WakeUps<T> wakeUps;
    private final Admission admission;
    private final Refusals refusals;
    private final Intake intake;

    /**
     * Makes an empty store.
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
     * Makes an empty store.
     *
     * @param eventClass the class of the events
     * @param id the identity of this incarnation
     * @param settings the limits
     * @param intake the gate for several events at once
     * @param dispatcher wakes the consumers
     */
    public InMemoryEventStore(
            Class<T> eventClass, String id, StoreSettings settings, Intake intake, WakeUpDispatcher dispatcher) {
        this.id = id;
        this.maxEventSize = settings.maxEventSize();
        this.consumers = new Consumers<>(eventClass, settings.capacity());
        this.log = consumers.log();
        this.wakeUps = new WakeUps<>(consumers, dispatcher);
        this.admission = admission(settings);
        this.refusals = new Refusals(eventClass.getSimpleName());
        this.intake = intake;
        wakeUps.register();
    }

    private Admission admission(StoreSettings settings) {
        return switch (settings.overflowPolicy()) {
            case DROP_OLDEST -> new DropOldest(consumers::floor);
            case DROP_NEWEST -> room(WhenFull.DROP);
            case REJECT -> room(WhenFull.REJECT);
            case BLOCK -> room(new WaitForRoom(settings.blockTimeout(), settings.mayBlock()));
        };
    }

    private Room room(WhenFull whenFull) {
        return new Room(consumers.capacity(), log::tailOffset, consumers::slowest, whenFull);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public AppendResult append(T event) {
        // a null would look like a free slot for ever, and no consumer would get past it
        Objects.requireNonNull(event, "event");
        AppendResult answer = isTooLarge(event) ? AppendResult.TOO_LARGE : admission.admit(1);
        if (answer != AppendResult.APPENDED) {
            return refusals.count(answer, 1);
        }
        boolean put = false;
        try {
            put = put(event);
        } finally {
            if (!put) {
                admission.giveBack(1);
            }
        }
        return put ? AppendResult.APPENDED : closed(1);
    }

    /** Counts events that came after the end. */
    AppendResult closed(int events) {
        return refusals.count(AppendResult.CLOSED, events);
    }

    /** A store for events of every size does not even look: to touch all parts of an event costs as much as to append it. */
    private boolean isTooLarge(T event) {
        return maxEventSize != StoreSettings.EVERY_SIZE && event.sizeHint() > maxEventSize;
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
        AdmittedEvents<T> prepared = new AdmittedEvents<>(this, admission, intake, all);
        AppendResult answer = all.stream().anyMatch(this::isTooLarge) ? AppendResult.TOO_LARGE : prepared.admit();
        return answer == AppendResult.APPENDED ? prepared : PreparedAppend.of(refusals.count(answer, all.size()));
    }

    @Override
    public long notAppendedEventCount(AppendResult answer) {
        return refusals.count(answer);
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
        admission.consumersMovedOn();
    }

    @Override
    public Lease<T> lease(String consumerId, LeaseLimits limits) {
        return consumers.get(consumerId).lease(limits);
    }

    @Override
    public void commit(Lease<T> lease) {
        consumers.get(lease.consumerId()).commit(lease);
        admission.consumersMovedOn();
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
        consumers.find(consumerId).ifPresent(consumer -> consumer.setFailing(failing));
    }

    @Override
    public boolean isPushingBack(String consumerId) {
        consumers.get(consumerId);
        return false;
    }

    @Override
    public long pendingBytes(String consumerId) {
        return consumers.get(consumerId).pendingBytes();
    }

    @Override
    public long totalBytes() {
        return consumers.pendingBytes();
    }

    @Override
    public void whenPending(String consumerId, long events, long bytes, Runnable action) {
        wakeUps.waitFor(consumers.get(consumerId).wakeAt(events, action));
    }

    @Override
    public void stop() {
        admission.close();
        intake.close();
        log.end();
        wakeUps.look();
    }
}
