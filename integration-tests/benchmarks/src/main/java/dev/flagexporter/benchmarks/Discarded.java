package dev.flagexporter.benchmarks;

import java.io.OutputStream;

/** Where bytes go that are only counted. */
final class Discarded extends OutputStream {

    private long count;

    @Override
    public void write(int b) {
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        count += length;
    }

    void checkWritten() {
        if (count == 0) {
            throw new IllegalStateException("nothing was written");
        }
    }
}
