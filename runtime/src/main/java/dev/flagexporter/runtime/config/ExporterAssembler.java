package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.flagexporter.runtime.delivery.Adapters;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.runtime.delivery.FlushTrigger;
import dev.flagexporter.runtime.delivery.RetrySettings;
import dev.flagexporter.runtime.delivery.Timeouts;
import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.store.LeaseLimits;
import io.smallrye.config.SmallRyeConfig;
import org.jboss.logging.Logger;

/** Makes the configured exporters, or one message with everything that is wrong. */
public final class ExporterAssembler {

    private static final Logger LOG = Logger.getLogger("dev.flagexporter");

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    private final FlagExporterConfig config;
    private final SmallRyeConfig base;
    private final int capacity;
    private final ExporterFactories factories;
    private final Problems problems = new Problems();

    /**
     * Prepares to read a configuration.
     *
     * @param config the extension's keys
     * @param base the whole configuration, for the plugins' own keys
     * @param capacity of the event store that the exporters read, which a reload does not change
     * @param factories what exporters are made by
     */
    public ExporterAssembler(
            FlagExporterConfig config, SmallRyeConfig base, int capacity, ExporterFactories factories) {
        this.config = config;
        this.base = base;
        this.capacity = capacity;
        this.factories = factories;
    }

    /**
     * What is configured below an exporter's name.
     *
     * @param exporterName the configured name
     * @return the resolved values, secrets among them, by property
     */
    public Map<String, String> values(String exporterName) {
        Map<String, String> values = new HashMap<>();
        new ExporterView(base, exporterName)
                .getConfigValueProperties()
                .forEach((property, value) -> values.put(property, value.getValue()));
        return values;
    }

    /**
     * Makes all enabled exporters.
     *
     * @return the exporters, sorted by name; nothing of them is open yet
     * @throws io.quarkus.runtime.configuration.ConfigurationException when anything is wrong, listing all of it
     */
    public List<ExporterSetup> assemble() {
        new StoreCheck(config, problems).check();
        checkShutdown();
        checkReload();
        List<ExporterSetup> setups = new ArrayList<>();
        new TreeMap<>(config.exporters())
                .forEach((name, exporterConfig) -> new ExporterSettingsReader(name, exporterConfig, problems)
                        .read()
                        .flatMap(this::assemble)
                        .ifPresent(setups::add));
        problems.throwIfAny();
        return setups;
    }

    private void checkShutdown() {
        if (config.shutdownTimeout().isNegative()) {
            problems.add(
                    FlagExporterConfig.PREFIX + ".shutdown-timeout",
                    config.shutdownTimeout().toString(),
                    "is negative",
                    "Use a duration such as 20s, or 0s to give up at once");
        }
    }

    private void checkReload() {
        Duration interval = config.reload().interval();
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            problems.add(
                    FlagExporterConfig.PREFIX + ".reload.interval",
                    interval.toString(),
                    "is too short",
                    "Use at least 10ms, or set " + FlagExporterConfig.PREFIX + ".reload.enabled=false");
        }
    }

    private Optional<ExporterSetup> assemble(ExporterSettings settings) {
        if (settings.kind().isEmpty()) {
            return Optional.empty();
        }
        Optional<ExporterFactory<?>> factory = factories.ofKind(settings.kind());
        if (factory.isEmpty()) {
            reportUnknownKind(settings);
        }
        return factory.flatMap(found -> create(found, settings));
    }

    private void reportUnknownKind(ExporterSettings settings) {
        String known = factories.kinds().isEmpty()
                ? "There is no plugin on the class path; add one, for example flag-exporter-file"
                : "Use one of " + String.join(", ", factories.kinds()) + ", or add the plugin to the application";
        problems.add(
                Problems.property(settings.name(), "kind"),
                settings.kind(),
                "is not the kind of any plugin on the class path",
                known);
    }

    private <C> Optional<ExporterSetup> create(ExporterFactory<C> factory, ExporterSettings settings) {
        return new PluginConfigMapper(base, problems)
                .map(settings.name(), factory.configType())
                .flatMap(pluginConfig -> create(new ExporterMaker<>(factory, pluginConfig, settings), settings));
    }

    private Optional<ExporterSetup> create(ExporterMaker<?> maker, ExporterSettings settings) {
        return first(maker, settings).map(exporter -> setup(exporter, maker, settings));
    }

    private Optional<CommonExporter> first(ExporterMaker<?> maker, ExporterSettings settings) {
        try {
            return Optional.of(maker.make());
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(problem -> problems.add(settings.name(), problem));
        } catch (RuntimeException | LinkageError e) {
            LOG.errorf(
                    e,
                    "The plugin %s failed to make the exporter \"%s\"",
                    maker.factory().getClass().getName(),
                    settings.name());
            problems.add(
                    Problems.property(settings.name(), "kind"),
                    settings.kind(),
                    "the plugin failed with " + e,
                    "Correct its configuration, or report the defect to its authors");
        }
        return Optional.empty();
    }

    private ExporterSetup setup(CommonExporter exporter, ExporterMaker<?> maker, ExporterSettings settings) {
        return new ExporterSetup(
                settings.name(),
                settings.kind(),
                settings.eventType(),
                Adapters.adapt(exporter, settings.name()),
                maker::another,
                new FlushTrigger(
                        settings.flushInterval(), Math.min(settings.maxEventInMemory(), Math.max(1, capacity / 2))),
                new LeaseLimits(settings.batchMaxEvents(), settings.batchMaxBytes()),
                new Timeouts(settings.attemptTimeout(), config.shutdownTimeout()),
                new RetrySettings(settings.initialBackoff(), settings.maxBackoff()),
                settings.failurePolicy());
    }
}
