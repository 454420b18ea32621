package dev.flagexporter.spi.object;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses objects as gzip files. They have no content encoding: browsers and clients of object stores may decompress
 * an object with such a header, and its name would be wrong then.
 */
final class Gzip {

    private static final String EXTENSION = ".gz";
    private static final int BUFFER = 8 * 1024;

    private Gzip() {}

    /** The template of the names before compression, even if the configured one has the extension. */
    static String withoutExtension(String filename) {
        return filename.endsWith(EXTENSION) ? filename.substring(0, filename.length() - EXTENSION.length()) : filename;
    }

    /** The name of the compressed object. */
    static String withExtension(String name) {
        return name + EXTENSION;
    }

    /** The same object, compressed. */
    static BatchObject compress(BatchObject object) {
        return new BatchObject(
                withExtension(object.name()), "application/gzip", output -> write(object.content(), output));
    }

    private static void write(BatchObject.Content content, OutputStream output) throws IOException {
        try (OutputStream compressed =
                new BufferedOutputStream(new GZIPOutputStream(new LeftOpen(output), BUFFER), BUFFER)) {
            content.writeTo(compressed);
        }
    }

    /** Closing the compression frees native memory, and must not close the output of the object. */
    private static final class LeftOpen extends FilterOutputStream {

        LeftOpen(OutputStream output) {
            super(output);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
