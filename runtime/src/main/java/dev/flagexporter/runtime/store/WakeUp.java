package dev.flagexporter.runtime.store;

/**
 * What to do once a log has reached an offset or a size, whatever comes first.
 *
 * @param offset the offset; {@code MAX_VALUE} for none
 * @param bytes the size of all events of the log; {@code MAX_VALUE} for none
 * @param action what to do
 */
record WakeUp(long offset, long bytes, Runnable action) {

    /** Waits for nothing. */
    static final WakeUp NEVER = new WakeUp(Long.MAX_VALUE, Long.MAX_VALUE, WakeUp::doNothing);

    /** So many events after an offset, or so many bytes after a size. */
    static WakeUp at(long offset, long events, long size, long bytes, Runnable action) {
        return new WakeUp(plus(offset, events), plus(size, bytes), action);
    }

    private static long plus(long from, long more) {
        return more > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + more;
    }

    private static void doNothing() {
        // waits for nothing
    }

    boolean isReached(long tail, long countedBytes) {
        return (tail >= offset && offset != Long.MAX_VALUE) || (countedBytes >= bytes && bytes != Long.MAX_VALUE);
    }

    boolean isWaiting() {
        return offset != Long.MAX_VALUE || bytes != Long.MAX_VALUE;
    }

    /** What comes first of both, without an action. */
    WakeUp earliest(WakeUp other) {
        return new WakeUp(Math.min(offset, other.offset), Math.min(bytes, other.bytes), WakeUp::doNothing);
    }
}
