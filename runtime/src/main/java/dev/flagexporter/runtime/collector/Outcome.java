package dev.flagexporter.runtime.collector;

/** What became of a request that brought events. */
public enum Outcome {
    /** Its events were taken. */
    ACCEPTED(200, "OK"),
    /** Its body is not what a collector can take. */
    INVALID(400, "Bad Request"),
    /** It had no valid key. */
    UNAUTHORIZED(401, "Unauthorized"),
    /** Its body did not arrive within {@code collector.body-timeout}. */
    TIMED_OUT(408, "Request Timeout", "the body did not arrive within collector.body-timeout"),
    /** Its body is too large. */
    TOO_LARGE(413, "Request Entity Too Large"),
    /** The event store is full: the sender may try again. */
    BUSY(429, "Too Many Requests", "the event store is full"),
    /** The requests in flight use {@code collector.max-in-flight-bytes}: the sender may try again. */
    OVERLOADED(429, "Too Many Requests", "the requests in flight use collector.max-in-flight-bytes"),
    /** The sender went away before its body was complete. No client receives the status; access logs show it. */
    ABORTED(499, "Client Closed Request"),
    /** An internal error, which is logged. */
    FAILED(500, "Internal Server Error"),
    /** The application is starting or stopping. */
    UNAVAILABLE(503, "Service Unavailable");

    private final int status;
    private final String message;
    private final String reason;

    Outcome(int status, String message) {
        this(status, message, message);
    }

    Outcome(int status, String message, String reason) {
        this.status = status;
        this.message = message;
        this.reason = reason;
    }

    /**
     * The status of the answer.
     *
     * @return an HTTP status
     */
    public int status() {
        return status;
    }

    /** Returns the error message for the sender. */
    String message() {
        return message;
    }

    /** Returns the reason for the log. */
    String reason() {
        return reason;
    }
}
