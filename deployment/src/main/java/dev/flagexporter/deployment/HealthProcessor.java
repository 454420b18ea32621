package dev.flagexporter.deployment;

import dev.flagexporter.runtime.config.FlagExporterBuildTimeConfig;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/** Adds the health check to applications with SmallRye Health, which drop what they do not have the classes for. */
class HealthProcessor {

    /** By name: other applications do not have the classes that it needs. */
    private static final String CHECK = "dev.flagexporter.runtime.health.ExportersCheck";

    @BuildStep
    HealthBuildItem check(FlagExporterBuildTimeConfig config) {
        return new HealthBuildItem(CHECK, config.health().enabled());
    }
}
