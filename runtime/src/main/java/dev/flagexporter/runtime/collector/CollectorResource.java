package dev.flagexporter.runtime.collector;

import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Takes events from OpenFeature providers. */
@Path(Endpoint.COLLECT_PATH)
@Singleton
public class CollectorResource {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final Collector collector;

    @Inject
    CollectorResource(Collector collector) {
        this.collector = collector;
    }

    /**
     * Takes the events of a body, which is read on a worker thread. While the events wait for room, no thread does.
     *
     * @param context the request as the HTTP server knows it
     * @param body the body as it comes in
     * @return the answer
     */
    @POST
    @Blocking
    public CompletionStage<Response> collect(@Context RoutingContext context, InputStream body) {
        if (!AdmissionHandler.isAdmitted(context)) {
            return CompletableFuture.completedStage(
                    Response.status(Response.Status.NOT_FOUND).build());
        }
        HttpServerRequest request = context.request();
        ContentCoding coding = ContentCoding.of(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        return collector.collect(body, coding, length(request)).thenApply(reply -> {
            if (reply.leavesBodyUnread()) {
                UnreadBody.discard(request);
            }
            return response(reply);
        });
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static Response response(Reply reply) {
        Response.ResponseBuilder response = Response.status(reply.outcome().status())
                .type(JsonBody.CONTENT_TYPE)
                .entity(reply.body());
        if (reply.outcome() == Outcome.BUSY) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }
}
