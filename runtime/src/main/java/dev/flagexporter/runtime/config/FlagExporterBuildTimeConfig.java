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
}
