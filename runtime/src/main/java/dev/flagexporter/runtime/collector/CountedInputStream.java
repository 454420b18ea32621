package dev.flagexporter.runtime.collector;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that needs memory for what was read of it, in addition to what its request has already, and fails when there is
 * none. It needs it twice, because a reader collects pieces and joins them in the end. It also fails when it is larger
 * than a limit.
 */
final class CountedInputStream extends FilterInputStream {

    /** Memory is required in steps, not for every byte. The first ones are smaller. */
    private static final int STEP = 64 * 1024;

    private final long limit;
    private final RequestMemory.Reservation memory;
    private final long before;
    private long count;
    private long required;

    CountedInputStream(InputStream in, long limit, RequestMemory.Reservation memory) {
        super(in);
        this.limit = limit;
        this.memory = memory;
        this.before = memory.own();
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws IOException {
        count += bytes;
        if (count > limit) {
            throw new BodyTooLargeException("more than " + limit + " bytes");
        }
        if (count > required) {
            required = count + Math.min(count, STEP);
            if (!memory.require(before + 2 * required)) {
                throw new NoMemoryException();
            }
        }
    }
}
