package dev.flagexporter.runtime.collector;

import java.io.InputStream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

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
     * Takes the events of a body, on a worker thread.
     *
     * @param context the request as the HTTP server knows it
     * @param body the body as it comes in
     * @return the answer
     */
    @POST
    public Response collect(@Context RoutingContext context, InputStream body) {
        if (!AdmissionHandler.isAdmitted(context)) {
            return Response.status(Response.Status.NOT_FOUND).build();
        }
        String coding = context.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        Reply reply = collector.collect(body, ContentCoding.of(coding));
        if (reply.leavesBodyUnread()) {
            UnreadBody.discard(context.request());
        }
        return response(reply);
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
