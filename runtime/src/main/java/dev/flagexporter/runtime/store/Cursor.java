package dev.flagexporter.runtime.store;

/**
 * Where a consumer stands and how its events add up, as one value that is swapped whole, so that every reader sees
 * numbers of one moment.
 *
 * @param position the offset of the next event to lease
 * @param chunk the chunk with that offset, or the one just before it
 * @param committed how many events were committed
 * @param dropped how many events the consumer lost because it lagged
 */
record Cursor(long position, Chunk chunk, long committed, long dropped) {

    Cursor leased(long newPosition, Chunk newChunk) {
        return new Cursor(newPosition, newChunk, committed, dropped);
    }

    Cursor committing(int events) {
        return new Cursor(position, chunk, committed + events, dropped);
    }

    Cursor droppingTo(long newPosition, Chunk newChunk) {
        return new Cursor(newPosition, newChunk, committed, dropped + (newPosition - position));
    }
}
