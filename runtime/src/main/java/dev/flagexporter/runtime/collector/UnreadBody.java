package dev.flagexporter.runtime.collector;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The rest of a body whose request is answered already. It is read and forgotten, because a connection that is closed
 * while the sender still writes loses it the answer, and one that stays open cannot be used again before. Only a sender
 * that goes on and on is cut off.
 */
final class UnreadBody implements Handler<Buffer> {

    /** What is read for nothing at most: more than the largest batch of the known providers. */
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private final HttpServerRequest request;
    private long count;

    private UnreadBody(HttpServerRequest request) {
        this.request = request;
    }

    static void discard(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(new UnreadBody(request));
            request.resume();
        }
    }

    @Override
    public void handle(Buffer part) {
        count += part.length();
        if (count > MAX_BYTES) {
            cutOff();
        }
    }

    private void cutOff() {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }
}
