package dev.flagexporter.runtime.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of a log, which keep it from growing: chunks that all of them have passed are let go at once, and whoever
 * lags by more than the capacity is moved on.
 *
 * <p><b>Thread safety.</b> Cutting passed chunks off and adding consumers: both while {@code structure} is {@link #HELD}.
 * Cutting only tries that, because whoever holds it looks once more afterwards. A consumer's position only grows, so what
 * all have passed stays passed.
 *
 * <p><b>Why this is no lock.</b> Chunks are cut off on the threads of appenders, whose stacks may overflow anywhere. In a
 * lock's own methods that leaves it locked for ever, so that no chunk would be cut off any more and no consumer added.
 * Here there is no call between the compare-and-set and the try, and giving it back is one write.
 */
class Consumers<T extends ExportableEvent> implements CapacityLimit.Progress {

    private static final int FREE = 0;
    private static final int HELD = 1;

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<Consumers> STRUCTURE =
            AtomicIntegerFieldUpdater.newUpdater(Consumers.class, "structure");

    private final Class<T> eventClass;
    private final long capacity;
    private final OverflowPolicy policy;
    private final Runnable afterStep;
    private final Runnable signal;
    private final ChunkLog log;

    private volatile int structure = FREE;

    private volatile List<Consumer<T>> all = List.of();

    /** No consumers, of an empty log, that lose their oldest events. */
    Consumers(Class<T> eventClass, long capacity) {
        this(eventClass, capacity, OverflowPolicy.DROP_OLDEST, () -> {}, () -> {});
    }

    /**
     * No consumers, of an empty log.
     *
     * @param eventClass the class of the events
     * @param capacity how many events a consumer may lag
     * @param policy which consumers lose events
     * @param afterStep called once per chunk, on the thread of an appender
     * @param signal has {@link #wakeThoseThatAreDue} run soon
     */
    Consumers(Class<T> eventClass, long capacity, OverflowPolicy policy, Runnable afterStep, Runnable signal) {
        this.eventClass = eventClass;
        this.capacity = capacity;
        this.policy = policy;
        this.afterStep = afterStep;
        this.signal = signal;
        this.log = new ChunkLog(capacity, this::stepped);
    }

    ChunkLog log() {
        return log;
    }

    long capacity() {
        return capacity;
    }

    @Nullable
    T cast(@Nullable Object event) {
        return eventClass.cast(event);
    }

    /** The offset below which a new consumer would have lost its events. */
    long floor() {
        return log.tailOffset() - capacity;
    }

    /** The offset below which a consumer loses its events, or {@link ConsumerCursor#NO_FLOOR}. */
    long floorOf(Consumer<T> consumer) {
        return isDroppable(consumer) ? floor() : ConsumerCursor.NO_FLOOR;
    }

    boolean isDroppable(Consumer<T> consumer) {
        return policy.dropsOldest(consumer.isFailing());
    }

    /**
     * Once per chunk, on an appender's thread: adds up the sizes of a chunk, which a reader has mostly done before, and
     * moves the consumers that lag too far. That is done by whole chunks, whose size is known; a lease is exact.
     */
    private void stepped(long chunkBase) {
        log.countTo(chunkBase - log.chunkSize());
        long floor = chunkBase - capacity;
        if (dropBelow(floor - Math.floorMod(floor, log.chunkSize())) || all.isEmpty()) {
            reclaim();
        }
        afterStep.run();
    }

    private boolean dropBelow(long floor) {
        boolean moved = false;
        Place place = null;
        for (Consumer<T> consumer : all) {
            if (consumer.position() < floor && isDroppable(consumer)) {
                place = place == null ? log.place(log.head(), floor) : place;
                moved |= place != null && consumer.cursor().dropTo(place);
            }
        }
        return moved;
    }

    /** Moves the consumers that lose events to a place. */
    void dropTo(Place place) {
        for (Consumer<T> consumer : all) {
            if (isDroppable(consumer)) {
                consumer.cursor().dropTo(place);
            }
        }
        reclaim();
    }

    /**
     * Lets go of the chunks that every consumer has passed. Who does not get to hold the structure leaves it to the one
     * who does, and who looks again after giving it back.
     */
    void reclaim() {
        while (log.head().endOffset() <= oldestPosition(log.tailBase()) && tryToHoldStructure()) {
            try {
                log.cutBelow(oldestPosition(log.tailBase()));
            } finally {
                structure = FREE;
            }
        }
    }

    /** Whether nobody else holds it, and this thread does now. */
    boolean tryToHoldStructure() {
        return structure == FREE && STRUCTURE.compareAndSet(this, FREE, HELD);
    }

    /** It is held for moments only. */
    private void holdStructure() {
        while (!tryToHoldStructure()) {
            Thread.onSpinWait();
        }
    }

    private long oldestPosition(long limit) {
        long oldest = limit;
        for (Consumer<T> consumer : all) {
            oldest = Math.min(oldest, consumer.position());
        }
        return oldest;
    }

    /** How many events at least one consumer has yet to take. */
    long pending() {
        long end = log.tailOffset();
        return Math.min(capacity, end - Math.min(end, oldestPosition(end)));
    }

    @Override
    public long tail() {
        return log.tailOffset();
    }

    @Override
    public void count() {
        log.countAll();
    }

    @Override
    public void noRoom() {
        boolean woken = false;
        for (Consumer<T> consumer : all) {
            woken |= !isDroppable(consumer) && consumer.wakeSoon();
        }
        if (woken) {
            signal.run();
        }
    }

    @Override
    public long slowest() {
        long slowest = log.tailOffset();
        for (Consumer<T> consumer : all) {
            if (!isDroppable(consumer)) {
                slowest = Math.min(slowest, consumer.cursor().settled());
            }
        }
        return slowest;
    }

    /**
     * Adds a consumer.
     *
     * @param earliest where it begins, if that is in the log; else as near to it as possible
     */
    void add(String id, long earliest) {
        holdStructure();
        try {
            if (all.stream().anyMatch(consumer -> consumer.id().equals(id))) {
                throw new IllegalArgumentException("there is a consumer " + id + " already");
            }
            all = Stream.concat(all.stream(), Stream.of(create(id, placeOf(earliest))))
                    .toList();
        } finally {
            structure = FREE;
        }
        reclaim();
    }

    /** Nothing is cut off meanwhile, so the place is found as soon as the last events before it are visible. */
    private Place placeOf(long earliest) {
        while (true) {
            long position = Math.min(Math.max(log.head().base, earliest), log.tailOffset());
            Place place = log.place(log.head(), position);
            if (place != null) {
                return place;
            }
            Thread.onSpinWait();
        }
    }

    Consumer<T> create(String id, Place start) {
        return new Consumer<>(this, id, start);
    }

    /** Removes a consumer if there is one of this id. */
    void remove(String id) {
        holdStructure();
        try {
            // first: who does not find it any more can rely on it that nobody else has used it since
            all.stream().filter(consumer -> consumer.id().equals(id)).forEach(consumer -> consumer.cursor()
                    .remove());
            all = all.stream().filter(consumer -> !consumer.id().equals(id)).toList();
        } finally {
            structure = FREE;
        }
        reclaim();
    }

    Consumer<T> get(String id) {
        for (Consumer<T> consumer : all) {
            if (consumer.id().equals(id)) {
                return consumer;
            }
        }
        throw unknown(id);
    }

    Optional<Consumer<T>> find(String id) {
        return all.stream().filter(consumer -> consumer.id().equals(id)).findFirst();
    }

    List<Consumer<T>> all() {
        return all;
    }

    static IllegalArgumentException unknown(String id) {
        return new IllegalArgumentException("there is no consumer " + id);
    }

    /** Wakes the consumers that have what they wait for; what is waited for next. */
    WakeUp wakeThoseThatAreDue() {
        long end = log.tailOffset();
        long bytes = log.countTo(end);
        WakeUp next = WakeUp.NEVER;
        for (Consumer<T> consumer : all) {
            next = next.earliest(consumer.wakeIfReached(end, bytes));
        }
        return next;
    }
}
