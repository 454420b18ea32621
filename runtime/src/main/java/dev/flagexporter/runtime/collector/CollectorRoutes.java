package dev.flagexporter.runtime.collector;

import java.time.Instant;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;
import org.jspecify.annotations.Nullable;

/** Puts the handlers of the collector in front of its resource, on their paths and no other. */
@Singleton
class CollectorRoutes {

    private static final Logger LOGGER = Logger.getLogger(CollectorRoutes.class);

    /** Before the filters of Quarkus and of the application, authentication and CORS among them. */
    private static final int FIRST = -1000;

    private static final int SECOND = FIRST + 1;

    /** Between the handler that notes the limit of the HTTP server and all that read bodies. */
    private static final int AFTER_SERVER_LIMIT = -1;

    private final CollectorSettings settings;
    private final Collector collector;

    private final String rootPath;

    @Inject
    CollectorRoutes(
            CollectorSettings settings,
            Collector collector,
            @ConfigProperty(name = "quarkus.http.root-path") String rootPath) {
        this.settings = settings;
        this.collector = collector;
        this.rootPath = withoutTrailingSlash(rootPath);
    }

    void register(@Observes Router router) {
        String prefix = resourcePrefix();
        String version = settings.hasVersionHeader() ? ExtensionVersion.read() : null;
        for (Endpoint endpoint : Endpoint.values()) {
            router.route(prefix + endpoint.path()).order(FIRST).handler(new CommonHandler(endpoint, version));
        }
        router.route(prefix + Endpoint.HEALTH.path()).order(SECOND).handler(StatusHandler.health());
        router.route(prefix + Endpoint.INFO.path()).order(SECOND).handler(StatusHandler.info(Instant.now()));
        String collect = prefix + Endpoint.COLLECT.path();
        router.route(collect).order(SECOND).handler(new AdmissionHandler(settings, collector));
        router.route(collect).order(AFTER_SERVER_LIMIT).handler(CollectorRoutes::leaveLimitToCollector);
        LOGGER.infof(
                "Collecting events at %s%s, %s API key, bodies up to %d bytes",
                rootPath, collect, settings.apiKeys().isEnforced() ? "with an" : "without", settings.maxBodySize());
    }

    /** What the application puts in front of all paths of resources, if anything; the router knows the root path. */
    private String resourcePrefix() {
        @Nullable Deployment deployment = ResteasyReactiveRecorder.getCurrentDeployment();
        String prefix = deployment == null ? "" : withoutTrailingSlash(deployment.getPrefix());
        return prefix.startsWith(rootPath) ? prefix.substring(rootPath.length()) : prefix;
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Our own limit is no larger, and its answer says more. */
    private static void leaveLimitToCollector(RoutingContext context) {
        context.remove(VertxInputStream.MAX_REQUEST_SIZE_KEY);
        context.next();
    }
}
