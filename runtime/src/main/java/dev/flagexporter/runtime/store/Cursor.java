package dev.flagexporter.runtime.store;

/**
 * Where a consumer stands and how its events add up, as one value that is swapped whole, so that every reader sees
 * numbers of one moment.
 *
 * @param position the offset of the next event to lease
 * @param chunk the chunk with that offset, or the one just before it
 * @param bytes the size of all events of the log before the position
 * @param committed how many events were committed
 * @param dropped how many events the consumer lost because it lagged
 * @param leasedBytes the size of the events that are leased, or were released and not leased again
 */
record Cursor(long position, Chunk chunk, long bytes, long committed, long dropped, long leasedBytes) {

    static Cursor at(Place place) {
        return new Cursor(place.position(), place.chunk(), place.bytes(), 0, 0, 0);
    }

    Cursor leased(Place to) {
        long more = to.bytes() - bytes;
        return new Cursor(to.position(), to.chunk(), to.bytes(), committed, dropped, leasedBytes + more);
    }

    Cursor committing(int events, long size) {
        return new Cursor(position, chunk, bytes, committed + events, dropped, leasedBytes - size);
    }

    Cursor droppingTo(Place to) {
        return new Cursor(
                to.position(), to.chunk(), to.bytes(), committed, dropped + (to.position() - position), leasedBytes);
    }

    /** The size of the events that are pending, of those that were counted. */
    long pendingBytes(long countedBytes) {
        return leasedBytes + lag(countedBytes);
    }

    /** The size of the counted events that are not leased yet. */
    long lag(long countedBytes) {
        return Math.max(0, countedBytes - bytes);
    }
}
