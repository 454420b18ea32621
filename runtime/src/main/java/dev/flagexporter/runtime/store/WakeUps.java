package dev.flagexporter.runtime.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * The offset at which somebody wants to be woken, which is all that an append looks at, however many consumers wait.
 *
 * <p><b>Who races.</b> Appenders and a consumer that is about to sleep: an append publishes its event, then reads
 * {@code wakeAt}; a consumer writes {@code wakeAt}, then looks at the log. Both publications are full fences, so at
 * least one of the two sees the other, and no wake-up is lost.
 *
 * <p>{@code wakeAt} is seldom written and may share a cache line with what is only read.
 */
final class WakeUps<T extends ExportableEvent> {

    private static final VarHandle WAKE_AT = wakeAtHandle();

    private final ChunkLog log;
    private final Consumers<T> consumers;
    private final WakeUpDispatcher dispatcher;

    private volatile long wakeAt = Long.MAX_VALUE;

    /** Nobody waits yet. */
    WakeUps(Consumers<T> consumers, WakeUpDispatcher dispatcher) {
        this.log = consumers.log();
        this.consumers = consumers;
        this.dispatcher = dispatcher;
    }

    private static VarHandle wakeAtHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(WakeUps.class, "wakeAt", long.class);
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

    /** Asks appenders for a signal at an offset, and looks whether the log got there before it was asked. */
    void waitFor(long offset) {
        long current = wakeAt;
        while (offset < current && !WAKE_AT.compareAndSet(this, current, offset)) {
            current = wakeAt;
        }
        VarHandle.fullFence();
        if (log.tailOffset() >= offset) {
            dispatcher.signal();
        }
    }

    /** Has the dispatcher look at once. */
    void look() {
        dispatcher.signal();
    }

    /** On the dispatcher's thread: runs what is due, and asks for a signal at the next offset that is waited for. */
    private void wakeConsumers() {
        wakeAt = Long.MAX_VALUE;
        VarHandle.fullFence();
        long next = consumers.wakeThoseThatAreDue();
        if (next != Long.MAX_VALUE) {
            waitFor(next);
        }
    }
}
