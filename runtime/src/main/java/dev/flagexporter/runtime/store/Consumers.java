package dev.flagexporter.runtime.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of a log, which keep it from growing: chunks that all of them have passed are let go at once, and whoever
 * lags by more than the capacity is moved on.
 *
 * <p><b>Who races.</b> Cutting passed chunks off and adding consumers: both while {@code structure} is {@link #HELD}.
 * Cutting only tries that, because whoever holds it looks once more afterwards. A consumer's position only grows, so what
 * all have passed stays passed.
 *
 * <p><b>Why this is no lock.</b> Chunks are cut off on the threads of appenders, whose stacks may overflow anywhere. In a
 * lock's own methods that leaves it locked for ever, so that no chunk would be cut off any more and no consumer added.
 * Here there is no call between the compare-and-set and the try, and giving it back is one write.
 */
class Consumers<T extends ExportableEvent> {

    private static final int FREE = 0;
    private static final int HELD = 1;

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<Consumers> STRUCTURE =
            AtomicIntegerFieldUpdater.newUpdater(Consumers.class, "structure");

    private final Class<T> eventClass;
    private final long capacity;
    private final ChunkLog log;

    private volatile int structure = FREE;

    private volatile List<Consumer<T>> all = List.of();

    /**
     * None, of an empty log.
     *
     * @param eventClass the class of the events
     * @param capacity how many events a consumer may lag
     */
    Consumers(Class<T> eventClass, long capacity) {
        this.eventClass = eventClass;
        this.capacity = capacity;
        this.log = new ChunkLog(capacity, this::dropOldest);
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

    /** What is below this offset is beyond the capacity. */
    long floor() {
        return log.tailOffset() - capacity;
    }

    /** Once per chunk, on an appender's thread: moves the consumers that lag too far. */
    private void dropOldest(long chunkBase) {
        List<Consumer<T>> now = all;
        boolean moved = now.isEmpty();
        for (Consumer<T> consumer : now) {
            moved |= consumer.dropBelow(chunkBase - capacity);
        }
        if (moved) {
            reclaim();
        }
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

    /** The offset up to which every consumer has committed; without consumers, the tail. */
    long slowest() {
        long slowest = log.tailOffset();
        for (Consumer<T> consumer : all) {
            slowest = Math.min(slowest, consumer.settled());
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
            long position = Math.min(Math.max(log.head().base, earliest), log.tailOffset());
            // nothing is cut off meanwhile, so the chunk is found
            Chunk at = Objects.requireNonNull(log.find(log.head(), position));
            all = Stream.concat(all.stream(), Stream.of(create(id, position, at)))
                    .toList();
        } finally {
            structure = FREE;
        }
        reclaim();
    }

    Consumer<T> create(String id, long start, Chunk chunk) {
        return new Consumer<>(this, id, start, chunk);
    }

    /** Removes a consumer if there is one of this id. */
    void remove(String id) {
        holdStructure();
        try {
            // first: who does not find it any more can rely on it that nobody else has used it since
            all.stream().filter(consumer -> consumer.id().equals(id)).forEach(Consumer::remove);
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

    /** The retained size of the events that at least one consumer has yet to take. */
    long pendingBytes() {
        return all.stream().mapToLong(Consumer::bytesToLease).max().orElse(0);
    }

    static IllegalArgumentException unknown(String id) {
        return new IllegalArgumentException("there is no consumer " + id);
    }

    /** Wakes the consumers that have what they wait for; the next offset that is waited for, {@code MAX_VALUE} for none. */
    long wakeThoseThatAreDue() {
        long end = log.tailOffset();
        long next = Long.MAX_VALUE;
        for (Consumer<T> consumer : all) {
            next = Math.min(next, consumer.wakeIfReached(end));
        }
        return next;
    }
}
