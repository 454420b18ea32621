package dev.flagexporter.runtime.store;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of a log, which keep it from growing: chunks that all of them have passed are let go at once, and whoever
 * lags by more than the capacity is moved on.
 *
 * <p><b>Who races.</b> Cutting passed chunks off and adding consumers: both under {@code structure}. Cutting only tries
 * the lock, because whoever holds it looks once more after giving it back. A consumer's position only grows, so what all
 * have passed stays passed.
 */
final class Consumers<T extends ExportableEvent> {

    private final Class<T> eventClass;
    private final long capacity;
    private final Lock structure;
    private final ChunkLog log;

    private volatile List<Consumer<T>> all = List.of();

    /**
     * None, of an empty log.
     *
     * @param eventClass the class of the events
     * @param capacity how many events a consumer may lag
     */
    Consumers(Class<T> eventClass, long capacity) {
        this(eventClass, capacity, new ReentrantLock());
    }

    Consumers(Class<T> eventClass, long capacity, Lock structure) {
        this.eventClass = eventClass;
        this.capacity = capacity;
        this.structure = structure;
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
        structure.lock();
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
            structure.unlock();
        }
        reclaim();
    }

    Consumer<T> create(String id, long start, Chunk chunk) {
        return new Consumer<>(this, id, start, chunk);
    }

    /** Removes a consumer if there is one of this id. */
    void remove(String id) {
        structure.lock();
        try {
            // first: who does not find it any more can rely on it that nobody else has used it since
            all.stream().filter(consumer -> consumer.id().equals(id)).forEach(Consumer::remove);
            all = all.stream().filter(consumer -> !consumer.id().equals(id)).toList();
        } finally {
            structure.unlock();
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
