package dev.flagexporter.runtime.collector;

/**
 * The answer to a request that brought events.
 *
 * @param outcome decides the status
 * @param message for the log; part of the body of every answer but that to an accepted request
 * @param body JSON
 */
@SuppressWarnings("ArrayRecordComponent") // written out once, and never compared
record Reply(Outcome outcome, String message, byte[] body) {

    static Reply accepted(DecodedEvents events) {
        byte[] body = JsonBody.ingested(events.received(), events.rejections().total());
        return new Reply(Outcome.ACCEPTED, Outcome.ACCEPTED.message(), body);
    }

    static Reply of(Outcome outcome) {
        return of(outcome, outcome.message());
    }

    static Reply of(Outcome outcome, String message) {
        return new Reply(outcome, message, JsonBody.message(message));
    }

    /** Whether the body of the request was not, or may not have been, read to its end. */
    boolean leavesBodyUnread() {
        return switch (outcome) {
            case INVALID, UNAUTHORIZED, TOO_LARGE, BUSY -> true;
            case ACCEPTED, BROKEN_OFF, UNAVAILABLE -> false;
        };
    }
}
