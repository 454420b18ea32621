package dev.flagexporter.runtime.collector;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that needs memory for what was read of it, and fails when there is none. One that turns out to be large needs
 * memory for the largest body at once: of several that grow side by side, each would have to give up halfway.
 */
final class CountedInputStream extends FilterInputStream {

    /** Memory is required in steps, not for every byte. */
    private static final int STEP = 64 * 1024;

    /** Up to this size, a body needs memory for what it is. */
    private static final long SMALL = 1024 * 1024;

    private final RequestMemory.Reservation memory;
    private long count;
    private long required;

    CountedInputStream(InputStream in, RequestMemory.Reservation memory) {
        super(in);
        this.memory = memory;
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
    public boolean markSupported() {
        return false;
    }

    private void count(int bytes) throws NoMemoryException {
        count += bytes;
        if (count > required) {
            required = Math.max(count, count > SMALL ? memory.largest() : Math.min(count + STEP, memory.largest()));
            if (!memory.require(required)) {
                throw new NoMemoryException();
            }
        }
    }
}
