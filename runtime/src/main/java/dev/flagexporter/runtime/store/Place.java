package dev.flagexporter.runtime.store;

import org.jspecify.annotations.Nullable;

/**
 * A place between two events of the log.
 *
 * @param position the offset of the event that follows
 * @param chunk the chunk with that offset, or the one just before it
 * @param bytes the size of all events before the place
 */
record Place(long position, Chunk chunk, long bytes) {

    /** The place of an offset of this chunk; null when not all events before it are visible or counted. */
    static @Nullable Place in(Chunk chunk, long offset) {
        if (chunk.bytesBefore() == Chunk.UNKNOWN) {
            return null;
        }
        long bytes = chunk.bytesBefore();
        int end = Math.toIntExact(offset - chunk.base);
        for (int i = 0; i < end; i++) {
            Object event = chunk.get(i);
            if (event == null) {
                return null;
            }
            bytes += EventSize.of(event);
        }
        return new Place(offset, chunk, bytes);
    }

    /** The first place of this chunk before which the log has at least so many bytes, or the place after its last event. */
    static Place after(Chunk chunk, long bytes) {
        long before = chunk.bytesBefore();
        int i = 0;
        while (i < chunk.size() && before < bytes) {
            Object event = chunk.get(i);
            if (event == null) {
                break;
            }
            before += EventSize.of(event);
            i++;
        }
        return new Place(chunk.base + i, chunk, before);
    }
}
