package dev.flagexporter.runtime.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.spi.store.PreparedAppend;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory, see {@link ChunkLog}. When a consumer lags by more than the capacity it loses its oldest events,
 * counted, and nobody else notices; unless an {@link OverflowPolicy} keeps the newest ones out, see {@link Room}.
 * Chunks that every consumer has passed are let go at once.
 *
 * <p><b>Who races.</b>
 * <ul>
 *   <li>Appenders among each other: see {@link ChunkLog}. The one that links a chunk also moves the consumers that lag
 *       too far.
 *   <li>Appenders and a consumer that is about to sleep: an append publishes, then reads {@code wakeAt}; a consumer
 *       writes {@code wakeAt}, then looks at the log. Both publications are full fences, so at least one of the two
 *       sees the other, and no wake-up is lost.
 *   <li>Cutting passed chunks off and adding consumers: both under {@code structure}. Cutting only tries the lock,
 *       because whoever holds it looks once more after giving it back. A consumer's position only grows, so what all
 *       have passed stays passed.
 *   <li>Stopping: the end is put into the log like an event, so an append is either before it or answered
 *       {@code CLOSED}. Several events appended as one pass the {@link Intake}, which is closed before.
 * </ul>
 *
 * @param <T> the type of the events
 */
public final class InMemoryEventStore<T extends ExportableEvent> implements EventStore<T> {

    private static final VarHandle WAKE_AT = wakeAtHandle();

    private final String id;
    private final Class<T> eventClass;
    private final long capacity;
    private final long maxEventSize;
    private final ChunkLog log;
    private final Admission admission;
    private final Refusals refusals;
    private final Intake intake;
    private final WakeUpDispatcher dispatcher;
    private final ReentrantLock structure = new ReentrantLock();

    private volatile long wakeAt = Long.MAX_VALUE;
    private volatile List<Consumer<T>> consumers = List.of();

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
        this.eventClass = eventClass;
        this.id = id;
        this.capacity = settings.capacity();
        this.maxEventSize = settings.maxEventSize();
        this.log = new ChunkLog(capacity, this::dropOldest);
        this.admission = admission(settings);
        this.refusals = new Refusals(eventClass.getSimpleName());
        this.intake = intake;
        this.dispatcher = dispatcher;
        dispatcher.register(this::wakeConsumers);
    }

    private Admission admission(StoreSettings settings) {
        return switch (settings.overflowPolicy()) {
            case DROP_OLDEST -> new DropOldest(this::floor);
            case DROP_NEWEST -> room(WhenFull.DROP);
            case REJECT -> room(WhenFull.REJECT);
            case BLOCK -> room(new WaitForRoom(settings.blockTimeout(), settings.mayBlock()));
        };
    }

    private Room room(WhenFull whenFull) {
        return new Room(capacity, log::tailOffset, this::slowestConsumer, whenFull);
    }

    private static VarHandle wakeAtHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(InMemoryEventStore.class, "wakeAt", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
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
        return put ? AppendResult.APPENDED : AppendResult.CLOSED;
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
        if (offset + 1 >= wakeAt) {
            dispatcher.signal();
        }
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
    public long refusedEventCount(AppendResult answer) {
        return refusals.count(answer);
    }

    /** Once per chunk, on an appender's thread: moves the consumers that lag too far. */
    private void dropOldest(long chunkBase) {
        List<Consumer<T>> all = consumers;
        boolean moved = all.isEmpty();
        for (Consumer<T> consumer : all) {
            moved |= consumer.dropBelow(chunkBase - capacity);
        }
        if (moved) {
            reclaim();
        }
    }

    /**
     * Lets go of the chunks that every consumer has passed. Who does not get the lock leaves it to the one who has it,
     * and who looks again after giving it back.
     */
    void reclaim() {
        while (log.head().endOffset() <= oldestPosition(log.tailBase()) && structure.tryLock()) {
            try {
                log.cutBelow(oldestPosition(log.tailBase()));
            } finally {
                structure.unlock();
            }
        }
    }

    private long oldestPosition(long limit) {
        long oldest = limit;
        for (Consumer<T> consumer : consumers) {
            oldest = Math.min(oldest, consumer.position());
        }
        return oldest;
    }

    /** The offset up to which every consumer has committed. */
    private long slowestConsumer() {
        long slowest = log.tailOffset();
        for (Consumer<T> consumer : consumers) {
            slowest = Math.min(slowest, consumer.settled());
        }
        return slowest;
    }

    long capacity() {
        return capacity;
    }

    /** What is below this offset is beyond the capacity. */
    long floor() {
        return log.tailOffset() - capacity;
    }

    ChunkLog log() {
        return log;
    }

    @Nullable
    T cast(@Nullable Object event) {
        return eventClass.cast(event);
    }

    @Override
    public void addConsumer(String consumerId, ConsumerStart start) {
        structure.lock();
        try {
            if (consumers.stream().anyMatch(consumer -> consumer.id().equals(consumerId))) {
                throw new IllegalArgumentException("there is a consumer " + consumerId + " already");
            }
            admission.holdStill(() -> add(consumerId, start));
        } finally {
            structure.unlock();
        }
        reclaim();
    }

    private void add(String consumerId, ConsumerStart start) {
        long position = start == ConsumerStart.EARLIEST
                ? Math.max(log.head().base, admission.earliestStart())
                : log.tailOffset();
        // nothing is cut off meanwhile, so the chunk is found
        Chunk at = Objects.requireNonNull(log.find(log.head(), position));
        Consumer<T> added = new Consumer<>(this, consumerId, position, at);
        consumers = Stream.concat(consumers.stream(), Stream.of(added)).toList();
    }

    @Override
    public void removeConsumer(String consumerId) {
        structure.lock();
        try {
            List<Consumer<T>> before = consumers;
            consumers = before.stream()
                    .filter(consumer -> !consumer.id().equals(consumerId))
                    .toList();
            before.stream().filter(consumer -> consumer.id().equals(consumerId)).forEach(Consumer::remove);
        } finally {
            structure.unlock();
        }
        reclaim();
        admission.consumersMovedOn();
    }

    private Consumer<T> consumer(String consumerId) {
        for (Consumer<T> consumer : consumers) {
            if (consumer.id().equals(consumerId)) {
                return consumer;
            }
        }
        throw new IllegalArgumentException("there is no consumer " + consumerId);
    }

    @Override
    public Lease<T> lease(String consumerId, LeaseLimits limits) {
        return consumer(consumerId).lease(limits);
    }

    @Override
    public void commit(Lease<T> lease) {
        consumer(lease.consumerId()).commit(lease);
        admission.consumersMovedOn();
    }

    @Override
    public void release(Lease<T> lease) {
        consumer(lease.consumerId()).release(lease);
    }

    @Override
    public ConsumerCounts counts(String consumerId) {
        return consumer(consumerId).counts();
    }

    @Override
    public long totalEventCount() {
        long end = log.tailOffset();
        return Math.min(capacity, end - Math.min(end, oldestPosition(end)));
    }

    @Override
    public void whenPending(String consumerId, long events, Runnable action) {
        waitFor(consumer(consumerId).wakeAt(events, action));
    }

    /** Asks appenders for a signal at an offset, and looks whether the log got there before it was asked. */
    private void waitFor(long offset) {
        long current = wakeAt;
        while (offset < current && !WAKE_AT.compareAndSet(this, current, offset)) {
            current = wakeAt;
        }
        VarHandle.fullFence();
        if (log.tailOffset() >= offset) {
            dispatcher.signal();
        }
    }

    /** On the dispatcher's thread: runs what is due, and asks for a signal at the next offset that is waited for. */
    private void wakeConsumers() {
        wakeAt = Long.MAX_VALUE;
        VarHandle.fullFence();
        long end = log.tailOffset();
        long next = Long.MAX_VALUE;
        for (Consumer<T> consumer : consumers) {
            next = Math.min(next, consumer.wakeIfReached(end));
        }
        if (next != Long.MAX_VALUE) {
            waitFor(next);
        }
    }

    @Override
    public void stop() {
        admission.close();
        intake.close();
        log.end();
        dispatcher.signal();
    }
}
