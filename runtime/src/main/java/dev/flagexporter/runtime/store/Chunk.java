package dev.flagexporter.runtime.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * A piece of the log: consecutive slots, filled in order.
 *
 * <p><b>Who races.</b> Any number of appenders fill the slots; consumers read them. The compare-and-set that publishes
 * an event in its slot is also what claims the slot, so there is no moment at which a slot is taken and empty: an
 * appender that dies or is preempted, wherever that is, leaves no hole behind. The compare-and-set is a full fence,
 * which {@link WakeUps} relies on.
 *
 * <p><b>The hint</b> is where appenders start to look for a free slot. It is written without ordering and may lag or
 * go backwards, never beyond the first free slot, so it costs a few looks at most and nothing else depends on it.
 *
 * <p><b>The end.</b> {@link #END} in a slot closes the log: the hint never passes it, hence every later appender meets
 * it.
 *
 * <p><b>How each field is accessed, and why that is enough.</b>
 * <ul>
 *   <li>A slot changes once, by the compare-and-set. A reader's acquiring read is paired with it: whoever gets an event
 *       sees all of it. An appender only compares what it finds with null and the end, for which an opaque read will
 *       do: null that is out of date costs it a compare-and-set, which fails.
 *   <li>The hint is written opaquely, so a reader may see it before it sees the event below it. It then counts an event
 *       that it finds only a moment later; a lease ends there and begins there again. Nothing is skipped, because a
 *       position only moves over an event that was read, or over those that are to be dropped, read or not.
 *   <li>The next chunk is linked by one compare-and-set, after which it is only ever cut. Both are volatile, so whoever
 *       finds a chunk sees the empty slots that it was made with.
 * </ul>
 */
final class Chunk extends ChunkHint {

    /** {@link #tryAppend} found no free slot. */
    static final long FULL = -1;

    /** {@link #tryAppend} found the end of the log. */
    static final long CLOSED = -2;

    private static final Object END = new Object();
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle HINT = handle(ChunkHint.class, "hint", int.class);
    private static final VarHandle NEXT = handle(ChunkSlots.class, "next", Chunk.class);
    private static final int SPINS_AFTER_A_LOST_RACE = 4;

    // keeps what lies behind this object in memory off the hint's cache line
    long after0, after1, after2, after3, after4, after5, after6, after7;

    Chunk(long base, int size) {
        super(base, size);
    }

    private static VarHandle handle(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Puts an event into the first free slot. Returns its offset, {@link #FULL} or {@link #CLOSED}. */
    long tryAppend(Object event) {
        Object[] all = slots;
        int i = (int) HINT.getOpaque((ChunkHint) this);
        while (i < all.length) {
            Object found = SLOT.getOpaque(all, i);
            if (found == null) {
                found = SLOT.compareAndExchange(all, i, (Object) null, event);
                if (found == null) {
                    HINT.setOpaque((ChunkHint) this, i + 1);
                    return base + i;
                }
                i = afterLostRace(i) - 1;
            }
            if (found == END) {
                return CLOSED;
            }
            i++;
        }
        return FULL;
    }

    /** Steps aside for a moment, so that threads in a race do not lose one slot after the other. */
    private int afterLostRace(int lost) {
        for (int i = 0; i < SPINS_AFTER_A_LOST_RACE; i++) {
            Thread.onSpinWait();
        }
        return Math.max(lost + 1, (int) HINT.getOpaque((ChunkHint) this));
    }

    /** Closes the log behind its last event. Returns false when there is no free slot in this chunk. */
    boolean tryClose() {
        for (int i = (int) HINT.getVolatile((ChunkHint) this); i < slots.length; i++) {
            Object found = SLOT.compareAndExchange(slots, i, (Object) null, END);
            if (found == null || found == END) {
                return true;
            }
        }
        return false;
    }

    /** The event at a position; null where none has been appended yet. */
    @Nullable
    Object get(int position) {
        Object found = SLOT.getAcquire(slots, position);
        return found == END ? null : found;
    }

    /** How many slots are filled. */
    int filled() {
        int i = (int) HINT.getVolatile((ChunkHint) this);
        while (i < slots.length && get(i) != null) {
            i++;
        }
        return i;
    }

    /** Whether there is nothing to read yet. */
    boolean isEmpty() {
        return get(0) == null;
    }

    /** The size of all events of the log before this chunk, or {@link #UNKNOWN}. */
    long bytesBefore() {
        return bytesBefore;
    }

    /** Every thread that adds up the sizes gets the same sum, so it does not matter which one writes it. */
    void setBytesBefore(long bytes) {
        if (bytesBefore == UNKNOWN) {
            bytesBefore = bytes;
        }
    }

    int size() {
        return slots.length;
    }

    long endOffset() {
        return base + slots.length;
    }

    /** Links the next chunk unless there is one; null when this call linked it, else what is linked. */
    @Nullable
    Chunk linkNext(Chunk chunk) {
        return (Chunk) NEXT.compareAndExchange((ChunkSlots) this, (Chunk) null, chunk);
    }

    @Nullable
    Chunk next() {
        return next;
    }

    /**
     * Cuts the link to the next chunk by linking to itself. Otherwise a passed chunk in the old generation would keep
     * its successors alive until a full collection, however long they have been passed.
     */
    void cut() {
        next = this;
    }

    boolean isCut() {
        return next == this;
    }
}
