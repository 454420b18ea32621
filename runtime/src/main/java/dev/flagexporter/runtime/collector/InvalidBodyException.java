package dev.flagexporter.runtime.collector;

/** The body of a request is not what a collector can take; the message is the one that the sender gets. */
public final class InvalidBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final String PREFIX = "collectEvalData: invalid input data";

    private InvalidBodyException(String message) {
        // no stack trace: a sender decides how often this is thrown
        super(message, null, false, false);
    }

    /** There is no body, or none with events. */
    static InvalidBodyException noEvents() {
        return new InvalidBodyException(PREFIX);
    }

    /** The body is of another media type, or encoded in a way that we do not know. */
    static InvalidBodyException unsupportedMediaType() {
        return new InvalidBodyException(PREFIX + " code=415, message=Unsupported Media Type");
    }

    /**
     * The body is not JSON.
     *
     * @param offset about how many bytes were read
     * @param error what is wrong, without content of the body
     */
    static InvalidBodyException malformed(long offset, String error) {
        return new InvalidBodyException(PREFIX
                + " code=400, message=Syntax error: offset=%d, error=%s, internal=%s".formatted(offset, error, error));
    }

    /** A value of the envelope is of another type. */
    static InvalidBodyException wrongType(String expected, String got, String field, long offset) {
        String internal = "cannot unmarshal %s into %s".formatted(got, expected);
        return new InvalidBodyException(PREFIX
                + " code=400, message=Unmarshal type error: expected=%s, got=%s, field=%s, offset=%d, internal=%s"
                        .formatted(expected, got, field, offset, internal));
    }
}
