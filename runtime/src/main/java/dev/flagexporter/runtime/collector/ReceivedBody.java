package dev.flagexporter.runtime.collector;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.buffer.Buffer;

/**
 * The bytes of a body that have arrived. They are copied into segments, because a sender decides how small the parts are,
 * and each part costs much more memory than its bytes. The segments grow with the body, so a body that has only begun is
 * small, whatever its announced length.
 */
final class ReceivedBody {

    private static final int MAX_SEGMENT = 64 * 1024;

    private final List<byte[]> segments = new ArrayList<>(1);
    private long size;
    private long capacity;

    /** Number of bytes that have arrived. */
    long size() {
        return size;
    }

    /** Number of bytes that this object uses: at most twice the size and one part. */
    long capacity() {
        return capacity;
    }

    /** Appends a copy of a part. */
    void add(Buffer part) {
        int taken = fillLastSegment(part);
        int rest = part.length() - taken;
        if (rest > 0) {
            byte[] segment = new byte[(int) Math.max(rest, Math.min(size, MAX_SEGMENT))];
            part.getBytes(taken, part.length(), segment);
            segments.add(segment);
            capacity += segment.length;
        }
        size += rest;
    }

    private int fillLastSegment(Buffer part) {
        int free = (int) (capacity - size);
        int taken = Math.min(free, part.length());
        if (taken > 0) {
            byte[] segment = segments.get(segments.size() - 1);
            part.getBytes(0, taken, segment, segment.length - free);
            size += taken;
        }
        return taken;
    }

    /** Whether all bytes are in one array of their own, as those of a body that arrived at once. */
    boolean isJoined() {
        return segments.size() == 1 && size == capacity;
    }

    /** Returns the bytes so far in one array, which is a copy unless they are in one already. */
    byte[] join() {
        if (isJoined()) {
            return segments.get(0);
        }
        byte[] joined = new byte[Math.toIntExact(size)];
        int end = 0;
        for (byte[] segment : segments) {
            int used = Math.min(segment.length, joined.length - end);
            System.arraycopy(segment, 0, joined, end, used);
            end += used;
        }
        return joined;
    }

    /** Forgets all bytes. */
    void clear() {
        segments.clear();
        size = 0;
        capacity = 0;
    }

    /** Returns a stream of the bytes so far. */
    InputStream open() {
        return new SegmentsInputStream(segments, size);
    }
}
