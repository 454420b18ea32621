package dev.flagexporter.spi.object;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A batch as one named object.
 *
 * @param name a relative path with {@code /} between folders; never leads out of where it is put
 * @param contentType the media type of the bytes as they are written; there is no content encoding besides
 * @param content writes the content, as often as it is asked to
 */
public record BatchObject(String name, String contentType, Content content) {

    /** Writes the bytes of an object. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes all bytes, without holding them in memory.
         *
         * @param output buffered by the caller, left open
         * @throws IOException when the output cannot be written
         */
        void writeTo(OutputStream output) throws IOException;
    }
}
