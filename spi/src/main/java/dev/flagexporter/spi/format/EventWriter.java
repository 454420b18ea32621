package dev.flagexporter.spi.format;

import java.io.IOException;
import java.io.OutputStream;

/** Writes batches in one format. Used by one thread at a time. */
@FunctionalInterface
public interface EventWriter {

    /**
     * Writes a whole batch, from the first byte of an object to its last, without holding it in memory.
     *
     * @param batch the events and their ids
     * @param output where to write; buffered by the caller and left open
     * @throws IOException when the output cannot be written
     */
    void write(EventBatch batch, OutputStream output) throws IOException;
}
