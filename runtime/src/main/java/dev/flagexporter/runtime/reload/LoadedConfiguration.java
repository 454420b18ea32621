package dev.flagexporter.runtime.reload;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flagexporter.runtime.config.ExporterAssembler;
import dev.flagexporter.runtime.config.ExporterFactories;
import dev.flagexporter.runtime.config.FlagExporterConfig;
import dev.flagexporter.runtime.config.FlagExporterConfig.AuthorizedKeysConfig;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import io.smallrye.config.Secret;
import io.smallrye.config.SmallRyeConfig;

import static java.util.Objects.requireNonNull;

/** A valid configuration, with its exporters. */
public final class LoadedConfiguration {

    private static final String PREFIX = FlagExporterConfig.PREFIX + ".";
    private static final String EXPORTERS = PREFIX + "exporters.";
    private static final String SHUTDOWN_TIMEOUT = PREFIX + "shutdown-timeout";
    private static final String AUTHORIZED_KEYS = PREFIX + "collector.authorized-keys.";

    private final SortedMap<ExporterId, ConfiguredExporter> exporters = new TreeMap<>();
    private final SortedMap<String, String> authorizedKeys;
    private final SortedMap<String, String> fixed;

    LoadedConfiguration(
            List<ConfiguredExporter> exporters,
            SortedMap<String, String> authorizedKeys,
            SortedMap<String, String> fixed) {
        exporters.forEach(exporter -> this.exporters.put(exporter.id(), exporter));
        this.authorizedKeys = authorizedKeys;
        this.fixed = fixed;
    }

    /**
     * Checks a configuration and creates its exporters.
     *
     * @param config the extension's keys
     * @param base the whole configuration, for the plugins' own keys
     * @param capacity the capacity of the event store that the exporters read
     * @param factories the factories of exporters
     * @return the configuration; no exporter is open yet
     * @throws io.quarkus.runtime.configuration.ConfigurationException if the configuration is invalid, with all problems
     */
    public static LoadedConfiguration load(
            FlagExporterConfig config, SmallRyeConfig base, int capacity, ExporterFactories factories) {
        ExporterAssembler assembler = new ExporterAssembler(config, base, capacity, factories);
        List<ConfiguredExporter> exporters = assembler.assemble().stream()
                .map(setup -> new ConfiguredExporter(setup, values(setup, assembler, base)))
                .toList();
        return new LoadedConfiguration(
                exporters, authorizedKeys(config.collector().authorizedKeys()), fixed(base));
    }

    private static SortedMap<String, String> values(
            ExporterSetup setup, ExporterAssembler assembler, SmallRyeConfig base) {
        SortedMap<String, String> values = new TreeMap<>(assembler.values(setup));
        // it is the time for the last flush of every exporter
        put(SHUTDOWN_TIMEOUT, base, values);
        return values;
    }

    private static SortedMap<String, String> authorizedKeys(AuthorizedKeysConfig config) {
        SortedMap<String, String> values = new TreeMap<>();
        config.evaluation().ifPresent(keys -> values.put(AUTHORIZED_KEYS + "evaluation", joined(keys)));
        config.admin().ifPresent(keys -> values.put(AUTHORIZED_KEYS + "admin", joined(keys)));
        return values;
    }

    private static String joined(List<Secret<String>> keys) {
        return keys.stream().map(Secret::get).toList().toString();
    }

    private static SortedMap<String, String> fixed(SmallRyeConfig base) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String name : base.getPropertyNames()) {
            if (isFixed(name)) {
                put(name, base, values);
            }
        }
        return values;
    }

    private static boolean isFixed(String name) {
        return name.startsWith(PREFIX)
                && !name.startsWith(EXPORTERS)
                && !name.startsWith(AUTHORIZED_KEYS)
                && !name.equals(SHUTDOWN_TIMEOUT);
    }

    private static void put(String name, SmallRyeConfig base, SortedMap<String, String> values) {
        Optional.ofNullable(base.getConfigValue(name).getValue()).ifPresent(value -> values.put(name, value));
    }

    /**
     * The exporters to run.
     *
     * @return an unmodifiable list, sorted by name
     */
    public List<ExporterSetup> setups() {
        return exporters.values().stream().map(ConfiguredExporter::setup).toList();
    }

    /** One of the exporters. */
    ExporterSetup setup(ExporterId id) {
        return requireNonNull(exporters.get(id), "no such exporter").setup();
    }

    SortedMap<ExporterId, ConfiguredExporter> exporters() {
        return exporters;
    }

    /** The collector's API keys, which are secrets, by property. */
    SortedMap<String, String> authorizedKeys() {
        return authorizedKeys;
    }

    /** The values that take effect only at startup, by property. */
    SortedMap<String, String> fixed() {
        return fixed;
    }
}
