package dev.flagexporter.runtime.collector;

import java.time.Instant;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.ext.web.Router;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the handlers of the collector on their paths, below the root path of the application, and on no other. */
@Singleton
class CollectorRoutes {

    private static final Logger LOGGER = Logger.getLogger(CollectorRoutes.class);

    /** Before the filters of Quarkus and of the application, authentication and CORS among them. */
    private static final int FIRST = -1000;

    private static final int SECOND = FIRST + 1;

    /** Behind them: what the application asks of its requests, it asks of these, too. */
    private static final int LAST = RouteConstants.ROUTE_ORDER_COMPRESSION + 1;

    private final CollectorSettings settings;
    private final Collector collector;
    private final CollectorWarnings warnings;
    private final String rootPath;

    @Inject
    CollectorRoutes(
            CollectorSettings settings,
            Collector collector,
            CollectorWarnings warnings,
            @ConfigProperty(name = "quarkus.http.root-path") String rootPath) {
        this.settings = settings;
        this.collector = collector;
        this.warnings = warnings;
        this.rootPath = withoutTrailingSlash(rootPath);
    }

    void register(@Observes Router router) {
        String version = settings.hasVersionHeader() ? ExtensionVersion.read() : null;
        for (Endpoint endpoint : Endpoint.values()) {
            router.route(endpoint.path())
                    .order(FIRST)
                    .handler(new CommonHandler(endpoint, version, settings.bodyTimeout()));
        }
        router.route(Endpoint.HEALTH.path()).order(SECOND).handler(StatusHandler.health());
        router.route(Endpoint.INFO.path()).order(SECOND).handler(StatusHandler.info(Instant.now()));
        String collect = Endpoint.COLLECT.path();
        router.route(collect).order(SECOND).handler(new AdmissionHandler(settings, collector));
        router.route(collect).order(LAST).handler(new CollectHandler(settings, collector));
        LOGGER.infof(
                "Collecting events at %s%s, %s API key, bodies up to %d bytes",
                rootPath, collect, settings.apiKeys().isEnforced() ? "with an" : "without", settings.maxBodySize());
        warnings.all().forEach(LOGGER::warn);
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
