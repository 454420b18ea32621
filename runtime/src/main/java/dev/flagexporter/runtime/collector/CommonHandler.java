package dev.flagexporter.runtime.collector;

import java.time.Duration;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What all of the collector's endpoints have in common: headers for browsers, and answers to pre-flight requests and
 * to methods that there are not. It runs before anything else can answer, so that the headers are on every answer.
 */
final class CommonHandler implements Handler<RoutingContext> {

    static final String VERSION_HEADER = "X-GOFEATUREFLAG-VERSION";

    private static final String ALLOWED_METHODS = "GET,HEAD,PUT,PATCH,POST,DELETE";

    private final Endpoint endpoint;
    private final @Nullable String version;
    private final Duration bodyTimeout;

    /**
     * Handles requests to one endpoint.
     *
     * @param endpoint where the requests go to
     * @param version for the version header; null for no header
     * @param bodyTimeout maximum time until a body that no handler reads is complete
     */
    CommonHandler(Endpoint endpoint, @Nullable String version, Duration bodyTimeout) {
        this.endpoint = endpoint;
        this.version = version;
        this.bodyTimeout = bodyTimeout;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        addHeaders(context.response());
        if (request.method().equals(HttpMethod.OPTIONS)) {
            answerPreflight(request);
        } else if (endpoint.answers(request.method())) {
            context.next();
        } else {
            refuseMethod(request);
        }
    }

    private void addHeaders(HttpServerResponse response) {
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        if (version != null) {
            response.putHeader(VERSION_HEADER, version);
        }
    }

    private void answerPreflight(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.setStatusCode(204).putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, ALLOWED_METHODS);
        String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (headers != null) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
        UnreadBody.discard(request, bodyTimeout);
        response.end();
    }

    private void refuseMethod(HttpServerRequest request) {
        UnreadBody.discard(request, bodyTimeout);
        request.response()
                .setStatusCode(405)
                .putHeader(HttpHeaders.ALLOW, endpoint.allowedMethods())
                .putHeader(HttpHeaders.CONTENT_TYPE, JsonBody.CONTENT_TYPE)
                .end(Buffer.buffer(JsonBody.message("Method Not Allowed")));
    }
}
