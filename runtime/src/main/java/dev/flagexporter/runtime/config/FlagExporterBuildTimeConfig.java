package dev.flagexporter.runtime.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The configuration that is fixed when the application is built. */
@ConfigMapping(prefix = FlagExporterConfig.PREFIX)
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
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
         * Whether the application answers on {@code /v1/data/collector}, {@code /health} and {@code /info}. Off by
         * default: a dependency must not open an endpoint on a public port. Needs {@code quarkus-rest}.
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
         * {@code quarkus-smallrye-health}. It is down while the last attempt of an exporter has failed. Neither
         * liveness nor readiness depend on it: a restart helps no destination.
         *
         * @return false for no check
         */
        @WithDefault("true")
        boolean enabled();
    }
}
