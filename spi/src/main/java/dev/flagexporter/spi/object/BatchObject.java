package dev.flagexporter.spi.object;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A batch as one named object.
 *
 * @param name a relative path with {@code /} between folders; never leads out of the place that it is relative to
 * @param contentType media type of the bytes as they are written; there is no content encoding
 * @param content writes the content, any number of times
 */
public record BatchObject(String name, String contentType, Content content) {

    /** Writes the bytes of an object. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes all bytes, without keeping them in memory.
         *
         * @param output buffered by the caller; it is not closed
         * @throws IOException if the output cannot be written
         */
        void writeTo(OutputStream output) throws IOException;
    }
}
