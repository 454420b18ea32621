package dev.flagexporter.runtime.collector;

import java.io.IOException;

/** The body of a request, as it came or decompressed, is beyond the limit. */
final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    BodyTooLargeException(String message) {
        super(message);
    }
}
