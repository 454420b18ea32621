package dev.flagexporter.runtime.collector;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests with events in, or not, by what their headers say: so a request that is refused costs nothing but the
 * headers.
 */
final class AdmissionHandler implements Handler<RoutingContext> {

    private final CollectorSettings settings;
    private final Collector collector;

    AdmissionHandler(CollectorSettings settings, Collector collector) {
        this.settings = settings;
        this.collector = collector;
    }

    @Override
    public void handle(RoutingContext context) {
        Reply refusal = refusal(context.request());
        if (refusal == null) {
            context.next();
        } else {
            refuse(context.request(), collector.settle(refusal));
        }
    }

    private @Nullable Reply refusal(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String unauthorized =
                settings.apiKeys().refusal(headers.get("X-API-Key"), headers.get(HttpHeaders.AUTHORIZATION));
        if (unauthorized != null) {
            return Reply.of(Outcome.UNAUTHORIZED, unauthorized);
        }
        if (collector.isStopping()) {
            return Reply.of(Outcome.UNAVAILABLE);
        }
        if (isTooLarge(headers.get(HttpHeaders.CONTENT_LENGTH))) {
            return Reply.of(Outcome.TOO_LARGE);
        }
        try {
            checkBody(request);
            return null;
        } catch (InvalidBodyException e) {
            return Reply.of(Outcome.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private boolean isTooLarge(@Nullable String contentLength) {
        return contentLength != null && Long.parseLong(contentLength) > settings.maxBodySize();
    }

    private static void checkBody(HttpServerRequest request) throws InvalidBodyException {
        if (!hasBody(request)) {
            throw InvalidBodyException.noEvents();
        }
        MultiMap headers = request.headers();
        if (!isJson(headers.get(HttpHeaders.CONTENT_TYPE))
                || ContentCoding.of(headers.get(HttpHeaders.CONTENT_ENCODING)) == ContentCoding.UNSUPPORTED) {
            throw InvalidBodyException.unsupportedMediaType();
        }
    }

    /** Without a length, the headers of HTTP/2 do not say whether a body follows; it may turn out to be empty. */
    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return Long.parseLong(length) > 0;
        }
        return request.version() == HttpVersion.HTTP_2 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String mediaType = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return mediaType.trim().equalsIgnoreCase(JsonBody.CONTENT_TYPE);
    }

    private void refuse(HttpServerRequest request, Reply reply) {
        UnreadBody.discard(request, settings.bodyTimeout());
        reply.writeTo(request.response());
    }
}
