package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

/** What the consumers of one store hold in memory. */
final class StoreMemory<T extends ExportableEvent> implements MemoryLimit.Usage {

    private final Consumers<T> consumers;
    private final ChunkLog log;

    StoreMemory(Consumers<T> consumers) {
        this.consumers = consumers;
        this.log = consumers.log();
    }

    @Override
    public long retained() {
        return log.retainedBytes();
    }

    @Override
    public long droppable() {
        long counted = log.countedBytes();
        long most = 0;
        for (Consumer<T> consumer : consumers.all()) {
            if (consumers.isDroppable(consumer)) {
                most = Math.max(most, consumer.cursor().get().lag(counted));
            }
        }
        return most;
    }

    @Override
    public long kept() {
        Consumer<T> slowest = slowestKept();
        return slowest == null ? 0 : slowest.pendingBytes();
    }

    private @Nullable Consumer<T> slowestKept() {
        Consumer<T> slowest = null;
        for (Consumer<T> consumer : consumers.all()) {
            if (!consumers.isDroppable(consumer)
                    && (slowest == null || consumer.pendingBytes() > slowest.pendingBytes())) {
                slowest = consumer;
            }
        }
        return slowest;
    }

    @Override
    public void dropToLag(long bytes) {
        Place place = log.placeAfter(log.countedBytes() - bytes);
        if (place != null) {
            consumers.dropTo(place);
        }
    }

    @Override
    public void notePushBack() {
        Consumer<T> slowest = slowestKept();
        if (slowest != null) {
            slowest.pushBack().note();
        }
    }

    /** The size of the events that at least one consumer has yet to lease. */
    long toLease() {
        long counted = log.countTo(log.tailOffset());
        long most = 0;
        for (Consumer<T> consumer : consumers.all()) {
            most = Math.max(most, consumer.cursor().get().lag(counted));
        }
        return most;
    }
}
