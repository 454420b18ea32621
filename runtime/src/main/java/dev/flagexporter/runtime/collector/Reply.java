package dev.flagexporter.runtime.collector;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * The answer to a request that brought events.
 *
 * @param outcome decides the status
 * @param reason for the log
 * @param body JSON
 */
@SuppressWarnings("ArrayRecordComponent") // written out once, and never compared
record Reply(Outcome outcome, String reason, byte[] body) {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final String RETRY_AFTER_SECONDS = "1";

    static Reply accepted(DecodedEvents events) {
        byte[] body = JsonBody.ingested(events.received(), events.rejections().total());
        return new Reply(Outcome.ACCEPTED, Outcome.ACCEPTED.reason(), body);
    }

    static Reply of(Outcome outcome) {
        return new Reply(outcome, outcome.reason(), JsonBody.message(outcome.message()));
    }

    static Reply of(Outcome outcome, String message) {
        return new Reply(outcome, message, JsonBody.message(message));
    }

    /** Writes this answer; completes when it is written. */
    Future<Void> writeTo(HttpServerResponse response) {
        response.setStatusCode(outcome.status()).putHeader(HttpHeaders.CONTENT_TYPE, JsonBody.CONTENT_TYPE);
        if (outcome.status() == TOO_MANY_REQUESTS) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.end(Buffer.buffer(body));
    }
}
