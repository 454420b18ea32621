package dev.flagexporter.runtime.collector;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Begins to read the bodies of admitted requests, on the event loops of their connections. */
final class CollectHandler implements Handler<RoutingContext> {

    private final CollectorSettings settings;
    private final Collector collector;

    CollectHandler(CollectorSettings settings, Collector collector) {
        this.settings = settings;
        this.collector = collector;
    }

    /** A filter of the application may have left the event loop. */
    @Override
    public void handle(RoutingContext routing) {
        Context eventLoop = EventLoops.of(routing.request());
        if (EventLoops.isCurrent(eventLoop)) {
            read(routing, eventLoop);
        } else {
            eventLoop.runOnContext(turn -> read(routing, eventLoop));
        }
    }

    private void read(RoutingContext routing, Context eventLoop) {
        new IncomingRequest(routing, eventLoop, settings, collector).read();
    }
}
