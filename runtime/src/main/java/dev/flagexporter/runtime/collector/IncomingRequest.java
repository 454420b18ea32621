package dev.flagexporter.runtime.collector;

import java.util.concurrent.CompletionStage;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * One request whose body is read. It holds no thread while the body arrives. A complete body that is small is decoded
 * on the event loop, another one on a worker thread.
 *
 * <p><b>Thread safety.</b> All methods run on the event loop of the connection. A worker gets the body and the memory when
 * nothing else uses them any more.
 */
final class IncomingRequest {

    /** What an event loop decodes itself: less than a millisecond. */
    private static final int SMALL = 64 * 1024;

    private static final long NO_TIMER = -1;

    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final Context eventLoop;
    private final CollectorSettings settings;
    private final Collector collector;
    private final RequestMemory.Reservation memory;
    private final ReceivedBody body = new ReceivedBody();
    private boolean reading = true;
    private long timer = NO_TIMER;

    IncomingRequest(RoutingContext routing, Context eventLoop, CollectorSettings settings, Collector collector) {
        this.routing = routing;
        this.request = routing.request();
        this.eventLoop = eventLoop;
        this.settings = settings;
        this.collector = collector;
        this.memory = collector.memory().open();
    }

    /** Reads the body, unless there is no memory for it. */
    void read() {
        if (!memory.hasRoomFor(announcedLength())) {
            refuse(Outcome.OVERLOADED);
        } else if (request.isEnded()) {
            takeFromBodyHandler();
        } else {
            request.exceptionHandler(failure -> abort());
            request.response().closeHandler(closed -> abort());
            request.endHandler(end -> complete());
            request.handler(this::add);
            askToContinue();
            // most bodies are complete by then
            eventLoop.runOnContext(nextTurn -> startTimer());
        }
    }

    private long announcedLength() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Some applications have a handler that reads the bodies of all requests. */
    private void takeFromBodyHandler() {
        Buffer whole = routing.body().buffer();
        if (whole != null) {
            add(whole);
        }
        if (reading) {
            complete();
        }
    }

    private void askToContinue() {
        if (settings.writesContinue()
                && request.version() != HttpVersion.HTTP_1_0
                && request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
    }

    private void add(Buffer part) {
        if (body.size() + part.length() > settings.maxBodySize()) {
            refuse(Outcome.TOO_LARGE);
            return;
        }
        body.add(part);
        if (!memory.require(body.capacity())) {
            refuse(Outcome.OVERLOADED);
        }
    }

    private void startTimer() {
        if (reading) {
            timer = eventLoop.owner().setTimer(settings.bodyTimeout().toMillis(), id -> timeOut());
        }
    }

    private void complete() {
        if (stopReading()) {
            if (isSmall()) {
                answerWhenDone(collect());
            } else {
                eventLoop
                        .executeBlocking(this::collect, false)
                        .onSuccess(this::answerWhenDone)
                        .onFailure(rejected -> refuse(Outcome.UNAVAILABLE));
            }
        }
    }

    private boolean isSmall() {
        return body.size() <= SMALL && coding() == ContentCoding.IDENTITY && !settings.appendMayWait();
    }

    private CompletionStage<Reply> collect() {
        return collector.collect(body, coding(), memory);
    }

    private ContentCoding coding() {
        return ContentCoding.of(request.getHeader(HttpHeaders.CONTENT_ENCODING));
    }

    private void answerWhenDone(CompletionStage<Reply> stage) {
        stage.thenAccept(reply -> {
            if (EventLoops.isCurrent(eventLoop)) {
                reply.writeTo(request.response());
            } else {
                eventLoop.runOnContext(turn -> reply.writeTo(request.response()));
            }
        });
    }

    private void refuse(Outcome outcome) {
        stopReading();
        memory.close();
        UnreadBody.discard(request, settings.bodyTimeout());
        collector.settle(Reply.of(outcome)).writeTo(request.response());
    }

    private void timeOut() {
        if (stopReading()) {
            memory.close();
            UnreadBody.cutOffBehind(collector.settle(Reply.of(Outcome.TIMED_OUT)), request);
        }
    }

    /** The sender went away, or its message breaks the protocol so that the server closes the connection. */
    private void abort() {
        if (stopReading()) {
            memory.close();
            collector.settle(Reply.of(Outcome.ABORTED));
        }
    }

    /** False when the body is not read any more. */
    private boolean stopReading() {
        boolean wasReading = reading;
        reading = false;
        if (timer != NO_TIMER) {
            eventLoop.owner().cancelTimer(timer);
            timer = NO_TIMER;
        }
        return wasReading;
    }
}
