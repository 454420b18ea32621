package dev.flagexporter.runtime.collector;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;

/** Finds the event loops of requests. */
final class EventLoops {

    private EventLoops() {}

    /** Returns the event loop of the connection that a request came by. */
    static Context of(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context();
    }

    /** Whether the current thread is this event loop; a worker may have the same context. */
    static boolean isCurrent(Context eventLoop) {
        return Context.isOnEventLoopThread() && Vertx.currentContext() == eventLoop;
    }
}
