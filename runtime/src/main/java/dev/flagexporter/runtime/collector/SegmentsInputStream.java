package dev.flagexporter.runtime.collector;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** Reads arrays one after the other. Unlike the JDK's sequence of streams, it knows how many bytes are left in all. */
final class SegmentsInputStream extends InputStream {

    private final List<byte[]> segments;
    private long left;
    private int index;
    private int position;

    /**
     * Reads from the first byte on.
     *
     * @param segments the arrays, none of them empty
     * @param size how many bytes there are; the last array may be longer
     */
    SegmentsInputStream(List<byte[]> segments, long size) {
        this.segments = segments;
        this.left = size;
    }

    @Override
    public int read() {
        if (left == 0) {
            return -1;
        }
        int next = segments.get(index)[position] & 0xff;
        moveOn(1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        byte[] segment = segments.get(index);
        int read = (int) Math.min(Math.min(length, segment.length - position), left);
        System.arraycopy(segment, position, buffer, offset, read);
        moveOn(read);
        return read;
    }

    private void moveOn(int bytes) {
        left -= bytes;
        position += bytes;
        if (position == segments.get(index).length) {
            index++;
            position = 0;
        }
    }

    /** Decompression looks here whether something follows. */
    @Override
    public int available() {
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
