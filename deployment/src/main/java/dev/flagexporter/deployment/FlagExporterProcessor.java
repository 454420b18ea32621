package dev.flagexporter.deployment;

import dev.flagexporter.runtime.FlagExporter;
import dev.flagexporter.runtime.FlagExporterLifecycle;
import dev.flagexporter.runtime.FlushSchedule;
import dev.flagexporter.runtime.config.ExporterFactories;
import dev.flagexporter.runtime.reload.DefaultConfigurationReload;
import dev.flagexporter.spi.format.EventFormat;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.scheduler.deployment.ForceStartSchedulerBuildItem;

/** Registers the extension's beans, and what the formats' plugins bring. */
class FlagExporterProcessor {

    private static final String FEATURE = "flag-exporter";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    AdditionalBeanBuildItem beans() {
        return AdditionalBeanBuildItem.builder()
                .addBeanClasses(FlagExporter.class, FlagExporterLifecycle.class, FlushSchedule.class)
                .addBeanClasses(DefaultConfigurationReload.class, ExporterFactories.class)
                .setUnremovable()
                .build();
    }

    /** Flush intervals need the scheduler also where the application has no scheduled method. */
    @BuildStep
    ForceStartSchedulerBuildItem scheduler() {
        return new ForceStartSchedulerBuildItem();
    }

    /** For native executables, which have not been tried. */
    @BuildStep
    ServiceProviderBuildItem formats() {
        return ServiceProviderBuildItem.allProvidersFromClassPath(EventFormat.class.getName());
    }
}
