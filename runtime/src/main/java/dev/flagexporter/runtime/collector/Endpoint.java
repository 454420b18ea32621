package dev.flagexporter.runtime.collector;

import io.vertx.core.http.HttpMethod;

/** The paths of the collector, and the methods that they answer. */
enum Endpoint {
    COLLECT(Endpoint.COLLECT_PATH, "POST"),
    HEALTH("/health", "GET, HEAD"),
    INFO("/info", "GET, HEAD");

    static final String COLLECT_PATH = "/v1/data/collector";

    private final String path;
    private final String allowedMethods;

    Endpoint(String path, String allowedMethods) {
        this.path = path;
        this.allowedMethods = allowedMethods;
    }

    String path() {
        return path;
    }

    /** For the header Allow. */
    String allowedMethods() {
        return allowedMethods;
    }

    boolean answers(HttpMethod method) {
        return this == COLLECT
                ? method.equals(HttpMethod.POST)
                : method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }
}
