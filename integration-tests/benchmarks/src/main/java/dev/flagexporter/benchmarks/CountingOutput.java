package dev.flagexporter.benchmarks;

import java.io.OutputStream;

/** Where bytes are counted and forgotten. */
final class CountingOutput extends OutputStream {

    private long bytes;

    @Override
    public void write(int value) {
        bytes++;
    }

    @Override
    public void write(byte[] written, int offset, int length) {
        bytes += length;
    }

    long bytes() {
        return bytes;
    }
}
