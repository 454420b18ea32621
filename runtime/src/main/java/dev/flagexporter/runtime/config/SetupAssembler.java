package dev.flagexporter.runtime.config;

import java.util.Optional;

import dev.flagexporter.runtime.delivery.DeliverySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.delivery.ExporterInstances;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jboss.logging.Logger;

/** Makes one of the configured exporters, or reports everything that is wrong with it. */
final class SetupAssembler {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private final FlagExporterConfig config;
    private final int capacity;
    private final ExporterFactories factories;
    private final Problems problems;
    private final Destinations destinations = new Destinations();

    SetupAssembler(FlagExporterConfig config, int capacity, ExporterFactories factories, Problems problems) {
        this.config = config;
        this.capacity = capacity;
        this.factories = factories;
        this.problems = problems;
    }

    /** Of a name and what is configured below it; empty when it is disabled, too. */
    Optional<ExporterSetup> assemble(String name, ExporterConfig exporterConfig, ExporterView view) {
        ExporterProblems own = new ExporterProblems(problems, name, Secrets.of(view));
        // by the view: it knows what environment variables mean
        return new ExporterSettingsReader(name, exporterConfig, view.entries(CommonKeys.FORMAT_OPTIONS), own)
                .read()
                .filter(settings -> !settings.kind().isEmpty())
                .flatMap(settings -> factory(settings, own).flatMap(factory -> create(factory, settings, view)));
    }

    private Optional<ExporterFactory<?>> factory(ExporterSettings settings, ExporterProblems own) {
        Optional<ExporterFactory<?>> factory = factories.ofKind(settings.kind());
        if (factory.isEmpty()) {
            String known = factories.kinds().isEmpty()
                    ? "There is no plugin on the class path; add one, for example flag-exporter-file"
                    : "Use one of " + String.join(", ", factories.kinds()) + ", or add the plugin to the application";
            own.add("kind", settings.kind(), "is not the kind of any plugin on the class path", known);
        }
        return factory;
    }

    private <C> Optional<ExporterSetup> create(
            ExporterFactory<C> factory, ExporterSettings settings, ExporterView view) {
        PluginConfigMapper<C> mapper = new PluginConfigMapper<>(settings.name(), view, factory.configType(), problems);
        return mapper.map()
                .map(pluginConfig -> new ExporterMaker<>(factory, pluginConfig, settings, mapper.secrets()))
                .flatMap(maker -> first(maker, mapper.problems()).map(instances -> setup(instances, maker)));
    }

    private Optional<ExporterInstances> first(ExporterMaker<?> maker, ExporterProblems own) {
        try {
            SecretKeepingExporter exporter = maker.make();
            destinations.add(maker, exporter, own);
            return Optional.of(ExporterInstances.of(exporter, maker::another));
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(own::add);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // whatever language a plugin is written in
            reportDefect(maker, e, own);
        }
        return Optional.empty();
    }

    private static void reportDefect(ExporterMaker<?> maker, Throwable thrown, ExporterProblems own) {
        LOG.errorf(
                RedactedFailure.of(thrown, maker.secrets()),
                "The plugin %s failed to make the exporter \"%s\"",
                maker.factory().getClass().getName(),
                maker.settings().name());
        own.add(
                "kind",
                maker.settings().kind(),
                "the plugin failed with " + thrown,
                "Correct its configuration, or report the defect to its authors");
    }

    private ExporterSetup setup(ExporterInstances instances, ExporterMaker<?> maker) {
        ExporterSettings settings = maker.settings();
        return new ExporterSetup(settings.name(), settings.kind(), settings.eventType(), instances, delivery(settings));
    }

    private DeliverySettings delivery(ExporterSettings settings) {
        FlushTrigger trigger = settings.flushTrigger();
        LeaseLimits batch = settings.batchLimits();
        return new DeliverySettings(
                new FlushTrigger(trigger.interval(), Math.min(trigger.maxEventInMemory(), Math.max(1, capacity / 2))),
                new LeaseLimits(batch.maxEvents(), StoreMemoryConfig.maxBatchBytes(batch.maxBytes(), config.store())),
                new Timeouts(settings.attemptTimeout(), config.shutdownTimeout()),
                settings.retry(),
                settings.failurePolicy());
    }
}
