package dev.flagexporter.runtime.collector;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers with what was known at the start. No resource of JAX-RS: one at {@code /health} would hide all that the
 * application's own resources serve below that path.
 */
final class StatusHandler implements Handler<RoutingContext> {

    private final byte[] body;

    private StatusHandler(String json) {
        this.body = JsonBody.of(json);
    }

    /** Says that the collector answers. */
    static StatusHandler health() {
        return new StatusHandler("{\"initialized\":true}");
    }

    /** Says since when the collector is up to date, which is since its start: it has no flags to refresh. */
    static StatusHandler info(Instant start) {
        return new StatusHandler("{\"cacheRefresh\":\"" + start.truncatedTo(ChronoUnit.SECONDS) + "\"}");
    }

    @Override
    public void handle(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JsonBody.CONTENT_TYPE)
                .end(Buffer.buffer(body));
    }
}
