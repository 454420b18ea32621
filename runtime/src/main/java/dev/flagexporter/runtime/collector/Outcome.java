package dev.flagexporter.runtime.collector;

/** What became of a request that brought events. */
public enum Outcome {
    /** Its events were taken. */
    ACCEPTED(200, "OK"),
    /** Its body is not what a collector can take. */
    INVALID(400, "Bad Request"),
    /** It had no valid key. */
    UNAUTHORIZED(401, "Unauthorized"),
    /** Its body is too large. */
    TOO_LARGE(413, "Request Entity Too Large"),
    /** The event store is full, or too many bytes of requests are in flight: the sender may try again. */
    BUSY(429, "Too Many Requests"),
    /** Its body broke off, as when the sender went away. */
    BROKEN_OFF(500, "Internal Server Error"),
    /** The application is starting or stopping. */
    UNAVAILABLE(503, "Service Unavailable");

    private final int status;
    private final String message;

    Outcome(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /**
     * The status of the answer.
     *
     * @return an HTTP status
     */
    public int status() {
        return status;
    }

    String message() {
        return message;
    }
}
