package dev.flagexporter.runtime.store;

import java.time.Duration;
import java.util.function.LongSupplier;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.AppendResult;

/**
 * Notes which consumers leave no room, and decides how long senders wait for them, see {@link PushBack}.
 *
 * <p><b>Thread safety.</b> Appenders only note; {@link #look} runs on the thread of the {@link WakeUpDispatcher}.
 */
final class BackPressure<T extends ExportableEvent> implements WhenFull {

    private final Consumers<T> consumers;
    private final MemoryLimit memory;
    private final WakeUpDispatcher dispatcher;
    private final Duration limit;
    private final LongSupplier nanoTime;

    /**
     * No consumer pushes back yet.
     *
     * @param consumers the consumers of a store
     * @param memory the limit in bytes
     * @param dispatcher has {@link #look} run
     * @param limit how long a consumer may push back
     * @param nanoTime a monotonic clock
     */
    BackPressure(
            Consumers<T> consumers,
            MemoryLimit memory,
            WakeUpDispatcher dispatcher,
            Duration limit,
            LongSupplier nanoTime) {
        this.consumers = consumers;
        this.memory = memory;
        this.dispatcher = dispatcher;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    @Override
    public AppendResult answer(CapacityLimit full, int events, long bytes) {
        if (!noteThoseWithout(events)) {
            memory.notePushBack();
        }
        dispatcher.signal();
        return AppendResult.FULL;
    }

    /** Whether there are consumers that have no room for so many events. */
    private boolean noteThoseWithout(int events) {
        boolean any = false;
        for (Consumer<T> consumer : consumers.all()) {
            if (!consumers.isDroppable(consumer) && consumer.pending() > consumers.capacity() - events) {
                consumer.pushBack().note();
                any = true;
            }
        }
        return any;
    }

    /** Decides for each consumer; whether one does not push back any more. */
    boolean look() {
        boolean relieved = false;
        for (Consumer<T> consumer : consumers.all()) {
            PushBack pushBack = consumer.pushBack();
            if (!pushBack.isQuiet()) {
                boolean before = pushBack.isPushing();
                look(consumer, pushBack);
                relieved |= before && !pushBack.isPushing();
            }
        }
        return relieved;
    }

    private void look(Consumer<T> consumer, PushBack pushBack) {
        if (consumer.isReportedFailing()) {
            pushBack.reset();
        }
        long tail = consumers.log().tailOffset();
        long settled = consumer.cursor().settled();
        PushBack.Lag lag = new PushBack.Lag(
                (tail - settled) / (double) consumers.capacity(), consumer.pendingBytes() / (double) memory.maxBytes());
        pushBack.look(lag, settled, tail, nanoTime.getAsLong(), limit);
    }
}
