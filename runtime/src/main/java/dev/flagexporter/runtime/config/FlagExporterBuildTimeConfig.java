package dev.flagexporter.runtime.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The configuration that is fixed when the application is built. Quarkus logs a warning if the application is started with
 * another value.
 */
@ConfigMapping(prefix = FlagExporterConfig.PREFIX)
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface FlagExporterBuildTimeConfig {

    /**
     * The HTTP collector.
     *
     * @return the group
     */
    CollectorBuildTimeConfig collector();

    /**
     * The health check.
     *
     * @return the group
     */
    HealthBuildTimeConfig health();

    /** The HTTP collector. */
    interface CollectorBuildTimeConfig {

        /**
         * Whether the application serves {@code /v1/data/collector}, {@code /health} and {@code /info}. Disabled by
         * default, because a dependency must not open an endpoint on a public port. Needs
         * {@code quarkus-vertx-http}.
         *
         * @return true for a collector
         */
        @WithDefault("false")
        boolean enabled();
    }

    /** The health check. */
    interface HealthBuildTimeConfig {

        /**
         * Whether the exporters have a wellness check, at {@code /q/health/well}, in applications with
         * {@code quarkus-smallrye-health}. It is down while an exporter retries or makes no progress. Liveness and
         * readiness do not depend on it, because a restart does not repair a destination.
         *
         * @return false for no check
         */
        @WithDefault("true")
        boolean enabled();
    }
}
