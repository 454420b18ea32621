package dev.flagexporter.runtime.collector;

import java.time.Duration;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The rest of a body whose request is answered already. It is read and forgotten, because a connection that is closed
 * while the sender still writes loses it the answer, and one that stays open cannot be used again before. Only a sender
 * that goes on and on is cut off. Runs on the event loop of the connection.
 */
final class UnreadBody implements Handler<Buffer> {

    /** What is read for nothing at most: more than the largest batch of the known providers. */
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private final HttpServerRequest request;
    private long count;

    private UnreadBody(HttpServerRequest request) {
        this.request = request;
    }

    /**
     * Reads and forgets what is left of a body.
     *
     * @param timeout how long it may take
     */
    static void discard(HttpServerRequest request, Duration timeout) {
        if (!request.isEnded()) {
            Vertx vertx = EventLoops.of(request).owner();
            long timer = vertx.setTimer(timeout.toMillis(), id -> cutOff(request));
            request.exceptionHandler(gone -> vertx.cancelTimer(timer));
            request.endHandler(end -> vertx.cancelTimer(timer));
            request.handler(new UnreadBody(request));
            request.resume();
        }
    }

    @Override
    public void handle(Buffer part) {
        count += part.length();
        if (count > MAX_BYTES) {
            cutOff(request);
        }
    }

    /** Answers a request, and then reads no more of its body. */
    static void cutOffBehind(Reply reply, HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        reply.writeTo(request.response()).onComplete(written -> cutOff(request));
    }

    private static void cutOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }
}
