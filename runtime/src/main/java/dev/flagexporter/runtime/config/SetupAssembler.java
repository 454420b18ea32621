package dev.flagexporter.runtime.config;

import java.util.Optional;
import java.util.Set;

import dev.flagexporter.runtime.delivery.DeliverySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.runtime.delivery.ExporterInstances;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.runtime.store.StoreSettings.Limits;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jboss.logging.Logger;

/** Makes one of the configured exporters, or reports everything that is wrong with it. */
final class SetupAssembler {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    /** The kinds of this project's own plugins; each is in the artifact {@code flag-exporter-<kind>}. */
    static final Set<String> OWN_KINDS = Set.of("file", "log", "s3");

    private final FlagExporterSettings settings;
    private final ExporterFactories factories;
    private final Problems problems;
    private final Destinations destinations = new Destinations();

    SetupAssembler(FlagExporterSettings settings, ExporterFactories factories, Problems problems) {
        this.settings = settings;
        this.factories = factories;
        this.problems = problems;
    }

    /** Of a name and what is configured below it; empty when it is disabled, too. */
    Optional<ExporterSetup> assemble(String name, ExporterView view) {
        ExporterProblems own = new ExporterProblems(problems, name, Secrets.of(view));
        return new ExporterSettingsReader(name, view, own)
                .read()
                .filter(exporter -> !exporter.kind().isEmpty())
                .flatMap(exporter -> factory(exporter, own).flatMap(factory -> create(factory, exporter, view)));
    }

    private Optional<ExporterFactory<?>> factory(ExporterSettings exporter, ExporterProblems own) {
        Optional<ExporterFactory<?>> factory = factories.ofKind(exporter.kind());
        if (factory.isEmpty()) {
            own.add(
                    "kind",
                    exporter.kind(),
                    "is not the kind of any plugin on the class path",
                    kindFix(exporter.kind()));
        }
        return factory;
    }

    private String kindFix(String kind) {
        if (OWN_KINDS.contains(kind)) {
            return "Add dev.flagexporter:flag-exporter-" + kind + " to the application";
        }
        return factories.kinds().isEmpty()
                ? "There is no plugin on the class path; add one, for example dev.flagexporter:flag-exporter-file"
                : "Use one of " + String.join(", ", factories.kinds()) + ", or add the plugin to the application";
    }

    private <C> Optional<ExporterSetup> create(
            ExporterFactory<C> factory, ExporterSettings exporter, ExporterView view) {
        PluginConfigMapper<C> mapper = new PluginConfigMapper<>(exporter.name(), view, factory.configType(), problems);
        return mapper.map()
                .map(pluginConfig -> new ExporterMaker<>(factory, pluginConfig, exporter, mapper.secrets()))
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
        ExporterSettings exporter = maker.settings();
        return new ExporterSetup(exporter.name(), exporter.kind(), exporter.eventType(), instances, delivery(exporter));
    }

    private DeliverySettings delivery(ExporterSettings exporter) {
        Limits store = settings.store().limits();
        FlushTrigger trigger = exporter.flushTrigger();
        LeaseLimits batch = exporter.batchLimits();
        return new DeliverySettings(
                new FlushTrigger(
                        trigger.interval(), Math.min(trigger.maxEventInMemory(), Math.max(1, store.capacity() / 2))),
                new LeaseLimits(batch.maxEvents(), StoreMemoryConfig.maxBatchBytes(batch.maxBytes(), store.maxBytes())),
                new Timeouts(exporter.attemptTimeout(), settings.shutdownTimeout()),
                exporter.retry(),
                exporter.failurePolicy());
    }
}
