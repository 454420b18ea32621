package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.flagexporter.runtime.delivery.ExporterSetup;
import io.smallrye.config.SmallRyeConfig;

/** Makes the configured exporters, or one message with everything that is wrong. */
public final class ExporterAssembler {

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
     * @param setup one of the exporters that were made
     * @return the resolved values, secrets among them, by property
     */
    public Map<String, String> values(ExporterSetup setup) {
        Map<String, String> values = new HashMap<>();
        view(setup).getConfigValueProperties().forEach((property, value) -> values.put(property, value.getValue()));
        return values;
    }

    private ExporterView view(ExporterSetup setup) {
        ExporterView view = new ExporterView(base, setup.name());
        return factories
                .ofKind(setup.kind())
                .map(factory -> view.knowing(view.mapping(factory.configType())))
                .orElse(view);
    }

    /**
     * Makes all enabled exporters.
     *
     * @return the exporters, sorted by name; nothing of them is open yet
     * @throws io.quarkus.runtime.configuration.ConfigurationException when anything is wrong, listing all of it
     */
    public List<ExporterSetup> assemble() {
        new StoreCheck(config, problems).check();
        new CollectorCheck(config, problems).check();
        checkShutdown();
        checkReload();
        SetupAssembler assembler = new SetupAssembler(config, capacity, factories, problems);
        List<ExporterSetup> setups = new ArrayList<>();
        new TreeMap<>(config.exporters()).forEach((name, exporterConfig) -> assembler
                .assemble(name, exporterConfig, new ExporterView(base, name))
                .ifPresent(setups::add));
        problems.throwIfAny();
        return setups;
    }

    private void checkShutdown() {
        String property = FlagExporterConfig.PREFIX + ".shutdown-timeout";
        CommonValues.checkNotTooLong(property, config.shutdownTimeout(), problems);
        if (config.shutdownTimeout().isNegative()) {
            problems.add(
                    property,
                    config.shutdownTimeout().toString(),
                    "is negative",
                    "Use a duration such as 20s, or 0s to give up at once");
        }
    }

    private void checkReload() {
        String property = FlagExporterConfig.PREFIX + ".reload.interval";
        Duration interval = config.reload().interval();
        CommonValues.checkNotTooLong(property, interval, problems);
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            problems.add(
                    property,
                    interval.toString(),
                    "is too short",
                    "Use at least 10ms, or set " + FlagExporterConfig.PREFIX + ".reload.enabled=false");
        }
    }
}
