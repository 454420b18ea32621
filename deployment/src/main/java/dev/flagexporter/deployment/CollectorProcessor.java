package dev.flagexporter.deployment;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;

import dev.flagexporter.runtime.collector.CollectorShutdownListener;
import dev.flagexporter.runtime.collector.ContinueBeforeUpgrade;
import dev.flagexporter.runtime.config.FlagExporterBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.LogCategoryBuildItem;
import io.quarkus.deployment.builditem.ShutdownListenerBuildItem;
import io.quarkus.deployment.builditem.SystemPropertyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Adds the HTTP collector to applications that ask for it. Its beans are named by text: they need the HTTP server of
 * Quarkus, which other applications do not have.
 */
@BuildSteps(onlyIf = CollectorProcessor.CollectorEnabled.class)
class CollectorProcessor {

    private static final String ENABLED = "quarkus.flag-exporter.collector.enabled";
    private static final String PACKAGE = "dev.flagexporter.runtime.collector.";

    private static final List<String> BEANS = List.of(
            PACKAGE + "Collector",
            PACKAGE + "CollectorCounters",
            PACKAGE + "CollectorLog",
            PACKAGE + "CollectorRoutes",
            PACKAGE + "CollectorSettings",
            PACKAGE + "CollectorWarnings",
            PACKAGE + "RequestAppender");

    /** Whether the application asks for the collector. */
    static final class CollectorEnabled implements BooleanSupplier {

        private final FlagExporterBuildTimeConfig config;

        CollectorEnabled(FlagExporterBuildTimeConfig config) {
            this.config = config;
        }

        @Override
        public boolean getAsBoolean() {
            return config.collector().enabled();
        }
    }

    @BuildStep
    AdditionalBeanBuildItem beans(Capabilities capabilities) {
        requireHttpServer(capabilities);
        return AdditionalBeanBuildItem.builder()
                .addBeanClasses(BEANS)
                .setUnremovable()
                .build();
    }

    @BuildStep
    ShutdownListenerBuildItem shutdown() {
        return new ShutdownListenerBuildItem(new CollectorShutdownListener());
    }

    @BuildStep
    SystemPropertyBuildItem continueBeforeUpgrade() {
        return new SystemPropertyBuildItem(ContinueBeforeUpgrade.ENABLING_PROPERTY, "serviceload");
    }

    /** Netty logs each extension at INFO. */
    @BuildStep
    LogCategoryBuildItem extensionsOfNetty() {
        return new LogCategoryBuildItem("io.netty.bootstrap.ChannelInitializerExtensions", Level.WARNING);
    }

    @BuildStep
    NativeImageResourceBuildItem version() {
        return new NativeImageResourceBuildItem(PACKAGE.replace('.', '/') + "version.properties");
    }

    /** Without it, nothing would serve the endpoint. */
    static void requireHttpServer(Capabilities capabilities) {
        if (capabilities.isMissing(Capability.VERTX_HTTP)) {
            throw new ConfigurationException(
                    ENABLED + " = true: the collector needs the HTTP server of Quarkus, which is not on the class path."
                            + " Add the extension io.quarkus:quarkus-vertx-http, or set the property to false",
                    Set.of(ENABLED));
        }
    }
}
