package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses a body. The JDK's stream calls itself once for each empty member that follows another one; a few
 * kilobytes of them would overflow the stack.
 */
final class GzipInputStream extends GZIPInputStream {

    private static final int BUFFER_SIZE = 8192;
    private static final int MAX_EMPTY_MEMBERS = 16;

    private int nested;

    GzipInputStream(InputStream in) throws IOException {
        super(in, BUFFER_SIZE);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (nested == MAX_EMPTY_MEMBERS) {
            throw new ZipException("too many empty members");
        }
        nested++;
        try {
            return super.read(buffer, offset, length);
        } finally {
            nested--;
        }
    }
}
