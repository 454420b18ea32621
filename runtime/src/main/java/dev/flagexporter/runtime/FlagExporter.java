package dev.flagexporter.runtime;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.Manager;
import dev.flagexporter.runtime.config.ExporterFactories;
import dev.flagexporter.runtime.config.FlagExporterSettings;
import dev.flagexporter.runtime.delivery.DefaultManager;
import dev.flagexporter.runtime.delivery.DeliveryClock;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.runtime.reload.LoadedConfiguration;
import dev.flagexporter.runtime.store.InMemoryEventStoreFactory;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.store.EventStoreFactory;
import io.smallrye.config.SmallRyeConfig;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * Puts the parts together: both stores, their managers and what these share. Made when the first bean asks for a
 * manager, at the latest when the application starts.
 */
@Singleton
public class FlagExporter {

    private static final int STORE_ID_RADIX = 36;

    /** What an exporter may need beyond its shutdown timeout: to notice interrupts, twice, and to close. */
    private static final Duration STOP_TOLERANCE = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final Intake intake = new Intake();
    private final WakeUpDispatcher dispatcher = new WakeUpDispatcher();
    private final LoadedConfiguration configuration;
    private final DefaultManager<FeatureEvent> features;
    private final DefaultManager<TrackingEvent> trackings;

    /**
     * Reads the configuration and makes the exporters. They do not run yet.
     *
     * @param factories what exporters are made by
     * @throws io.quarkus.runtime.configuration.ConfigurationException when anything is wrong, listing all of it
     */
    @Inject
    public FlagExporter(ExporterFactories factories) {
        configuration = LoadedConfiguration.load(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class), factories);
        configuration.warnings().forEach(LOG::warn);
        List<ExporterSetup> setups = configuration.setups();
        EventStoreFactory stores =
                new InMemoryEventStoreFactory(configuration.settings().store(), intake, dispatcher);
        features = manager(EventType.FEATURE, FeatureEvent.class, setups, stores);
        trackings = manager(EventType.TRACKING, TrackingEvent.class, setups, stores);
    }

    private <T extends ExportableEvent> DefaultManager<T> manager(
            EventType type, Class<T> eventClass, List<ExporterSetup> setups, EventStoreFactory stores) {
        List<ExporterSetup> ofType =
                setups.stream().filter(setup -> setup.eventType() == type).toList();
        return new DefaultManager<>(type, stores.create(type, eventClass, newStoreId()), ofType, DeliveryClock.SYSTEM);
    }

    /** Offsets start at zero in each process, so names made of them need an id that no other process has. */
    private static String newStoreId() {
        return Long.toUnsignedString(new SecureRandom().nextLong(), STORE_ID_RADIX);
    }

    /**
     * The manager to inject for feature events.
     *
     * @return the manager
     */
    @Produces
    @Singleton
    public Manager<FeatureEvent> featureManager() {
        return features;
    }

    /**
     * The manager to inject for tracking events.
     *
     * @return the manager
     */
    @Produces
    @Singleton
    public Manager<TrackingEvent> trackingManager() {
        return trackings;
    }

    /**
     * The thread that wakes exporters and waiting requests.
     *
     * @return the dispatcher that both stores share
     */
    @Produces
    @Singleton
    public WakeUpDispatcher dispatcher() {
        return dispatcher;
    }

    /**
     * The gate for several events at once.
     *
     * @return the gate that both stores share
     */
    @Produces
    @Singleton
    public Intake intake() {
        return intake;
    }

    /**
     * The settings of the extension as they were at startup.
     *
     * @return the checked settings
     */
    @Produces
    @Singleton
    public FlagExporterSettings settings() {
        return configuration.settings();
    }

    LoadedConfiguration configuration() {
        return configuration;
    }

    DefaultManager<?> manager(EventType type) {
        return switch (type) {
            case FEATURE -> features;
            case TRACKING -> trackings;
        };
    }

    void start() {
        dispatcher.start();
        features.start();
        trackings.start();
    }

    /** All exporters of both types flush at the same time. An exporter that does not even report its end is left behind. */
    void stop() {
        long limit =
                configuration.settings().shutdownTimeout().plus(STOP_TOLERANCE).toMillis();
        CompletableFuture.allOf(features.stopAsync(), trackings.stopAsync())
                .orTimeout(limit, MILLISECONDS)
                .handle((done, failure) -> {
                    if (failure != null) {
                        LOG.errorf(failure, "Exporters did not stop within %d ms; stopping without them", limit);
                    }
                    return null;
                })
                .join();
        dispatcher.close();
    }
}
