package dev.flagexporter.spi.object;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Objects as gzip files. They are stored as what they are, without a content encoding: whoever fetches one with such a
 * header, be it a browser or a client of a store, may get it decompressed on the way, under a name that says otherwise.
 */
final class Gzip {

    private static final String EXTENSION = ".gz";
    private static final int BUFFER = 8 * 1024;

    private Gzip() {}

    /** The template of the names of uncompressed objects, in case the one of the compressed ones is given. */
    static String withoutExtension(String filename) {
        return filename.endsWith(EXTENSION) ? filename.substring(0, filename.length() - EXTENSION.length()) : filename;
    }

    /** The same object, compressed. */
    static BatchObject compress(BatchObject object) {
        return new BatchObject(
                object.name() + EXTENSION, "application/gzip", output -> write(object.content(), output));
    }

    private static void write(BatchObject.Content content, OutputStream output) throws IOException {
        try (OutputStream compressed =
                new BufferedOutputStream(new GZIPOutputStream(new LeftOpen(output), BUFFER), BUFFER)) {
            content.writeTo(compressed);
        }
    }

    /** Closing the compression frees memory outside of the heap, and must not close what the object is written to. */
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
