package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.file.Path;

/** The dead-letter file has no room for the dead letters that were to be appended. Nothing was written. */
public final class DeadLetterFullException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path path;
    private final long size;
    private final long limit;

    /**
     * Describes a full file.
     *
     * @param path the dead-letter file
     * @param size the size of the file, in bytes
     * @param limit the configured maximum size of the file, in bytes
     */
    public DeadLetterFullException(Path path, long size, long limit) {
        super(("%s has %d bytes and no room for more dead letters: dead-letter.max-size is %d bytes."
                        + " Replay the dead letters, or raise dead-letter.max-size")
                .formatted(path, size, limit));
        this.path = path;
        this.size = size;
        this.limit = limit;
    }

    /**
     * Returns the dead-letter file.
     *
     * @return an absolute path
     */
    public Path path() {
        return path;
    }

    /**
     * Returns the size of the file.
     *
     * @return a number of bytes
     */
    public long size() {
        return size;
    }

    /**
     * Returns the configured maximum size of the file.
     *
     * @return a number of bytes
     */
    public long limit() {
        return limit;
    }
}
