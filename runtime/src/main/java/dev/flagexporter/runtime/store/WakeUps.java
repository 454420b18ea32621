package dev.flagexporter.runtime.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * The offset and the size at which a consumer wants to be woken. The offset is all that an append looks at, however many
 * consumers wait; the size is looked at when events are counted.
 *
 * <p><b>Thread safety.</b> Appenders and a consumer that is about to sleep: an append publishes its event, then reads
 * {@code wakeAt}; a consumer writes {@code wakeAt}, then looks at the log. Both publications are full fences, so at
 * least one of the two sees the other, and no wake-up is lost.
 *
 * <p>{@code wakeAt} is seldom written and may share a cache line with what is only read.
 */
final class WakeUps<T extends ExportableEvent> {

    private static final VarHandle WAKE_AT = handle("wakeAt");
    private static final VarHandle WAKE_AT_BYTES = handle("wakeAtBytes");

    private final ChunkLog log;
    private final Consumers<T> consumers;
    private final WakeUpDispatcher dispatcher;

    private volatile long wakeAt = Long.MAX_VALUE;
    private volatile long wakeAtBytes = Long.MAX_VALUE;

    /** Nobody waits yet. */
    WakeUps(Consumers<T> consumers, WakeUpDispatcher dispatcher) {
        this.log = consumers.log();
        this.consumers = consumers;
        this.dispatcher = dispatcher;
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(WakeUps.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Begins to listen to the dispatcher. */
    void register() {
        dispatcher.register(this::wakeConsumers);
    }

    /** To be called after each append. */
    void appended(long offset) {
        if (offset + 1 >= wakeAt) {
            dispatcher.signal();
        }
    }

    /** To be called after events were counted by their size. */
    void counted() {
        if (log.countedBytes() >= wakeAtBytes) {
            dispatcher.signal();
        }
    }

    /** Asks appenders for a signal, and looks whether the log got there before it was asked. */
    void waitFor(WakeUp next) {
        lower(WAKE_AT, next.offset());
        lower(WAKE_AT_BYTES, next.bytes());
        VarHandle.fullFence();
        long tail = log.tailOffset();
        if (next.isReached(tail, next.bytes() == Long.MAX_VALUE ? 0 : log.countTo(tail))) {
            dispatcher.signal();
        }
    }

    private void lower(VarHandle field, long value) {
        long current = (long) field.getVolatile(this);
        while (value < current && !field.compareAndSet(this, current, value)) {
            current = (long) field.getVolatile(this);
        }
    }

    /** Has the dispatcher look at once. */
    void look() {
        dispatcher.signal();
    }

    /** On the dispatcher's thread: runs what is due, and asks for a signal at the next offset that is waited for. */
    private void wakeConsumers() {
        wakeAt = Long.MAX_VALUE;
        wakeAtBytes = Long.MAX_VALUE;
        VarHandle.fullFence();
        WakeUp next = consumers.wakeThoseThatAreDue();
        if (next.isWaiting()) {
            waitFor(next);
        }
    }
}
