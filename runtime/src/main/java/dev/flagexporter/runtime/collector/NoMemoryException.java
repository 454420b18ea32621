package dev.flagexporter.runtime.collector;

import java.io.IOException;

/** The requests in flight use all memory that they may. */
final class NoMemoryException extends IOException {

    private static final long serialVersionUID = 1L;

    NoMemoryException() {
        super("too many bytes of requests in flight");
    }
}
