package dev.flagexporter.runtime.reload;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flagexporter.runtime.config.ExporterAssembler;
import dev.flagexporter.runtime.config.ExporterFactories;
import dev.flagexporter.runtime.config.FlagExporterConfig;
import dev.flagexporter.runtime.config.FlagExporterSettings;
import dev.flagexporter.runtime.config.FlagExporterSettings.AuthorizedKeys;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import io.smallrye.config.SmallRyeConfig;

import static java.util.Objects.requireNonNull;

/** A valid configuration, with its exporters. */
public final class LoadedConfiguration {

    private static final String PREFIX = FlagExporterConfig.PREFIX + ".";
    private static final String EXPORTERS = PREFIX + "exporters.";
    private static final String SHUTDOWN_TIMEOUT = PREFIX + "shutdown-timeout";
    private static final String AUTHORIZED_KEYS = PREFIX + "collector.authorized-keys.";
    private static final String ALLOW_ANONYMOUS = PREFIX + "collector.allow-anonymous";

    private final FlagExporterSettings settings;
    private final SortedMap<ExporterId, ConfiguredExporter> exporters = new TreeMap<>();
    private final SortedMap<String, String> authorizedKeys;
    private final SortedMap<String, String> fixed;
    private final List<String> warnings;

    LoadedConfiguration(
            FlagExporterSettings settings,
            List<ConfiguredExporter> exporters,
            SortedMap<String, String> fixed,
            List<String> warnings) {
        this.settings = settings;
        exporters.forEach(exporter -> this.exporters.put(exporter.id(), exporter));
        this.authorizedKeys = authorizedKeys(settings.collector().authorizedKeys());
        this.fixed = fixed;
        this.warnings = warnings;
    }

    /**
     * Checks the configuration of a startup and creates its exporters.
     *
     * @param base the whole configuration
     * @param factories the factories of exporters
     * @return the configuration; no exporter is open yet
     * @throws io.quarkus.runtime.configuration.ConfigurationException if the configuration is invalid, with all problems
     */
    public static LoadedConfiguration load(SmallRyeConfig base, ExporterFactories factories) {
        return load(base, factories, Optional.empty());
    }

    /**
     * Checks the configuration that replaces this one, and makes its exporters.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException when anything is wrong, listing all of it
     */
    LoadedConfiguration next(SmallRyeConfig base, ExporterFactories factories) {
        return load(base, factories, Optional.of(settings));
    }

    private static LoadedConfiguration load(
            SmallRyeConfig base, ExporterFactories factories, Optional<FlagExporterSettings> running) {
        ExporterAssembler assembler = new ExporterAssembler(base, factories, running);
        List<ConfiguredExporter> exporters = assembler.assemble().stream()
                .map(setup -> new ConfiguredExporter(setup, values(setup, assembler, base)))
                .toList();
        return new LoadedConfiguration(assembler.settings(), exporters, fixed(base), assembler.warnings());
    }

    private static SortedMap<String, String> values(
            ExporterSetup setup, ExporterAssembler assembler, SmallRyeConfig base) {
        SortedMap<String, String> values = new TreeMap<>(assembler.values(setup));
        // it is the time for the last flush of every exporter
        put(SHUTDOWN_TIMEOUT, base, values);
        return values;
    }

    private static SortedMap<String, String> authorizedKeys(AuthorizedKeys keys) {
        SortedMap<String, String> values = new TreeMap<>();
        values.put(AUTHORIZED_KEYS + "evaluation", keys.evaluation().toString());
        values.put(AUTHORIZED_KEYS + "admin", keys.admin().toString());
        values.put(ALLOW_ANONYMOUS, Boolean.toString(keys.allowAnonymous()));
        return values;
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
                && !name.equals(ALLOW_ANONYMOUS)
                && !name.equals(SHUTDOWN_TIMEOUT);
    }

    private static void put(String name, SmallRyeConfig base, SortedMap<String, String> values) {
        Optional.ofNullable(base.getConfigValue(name).getValue()).ifPresent(value -> values.put(name, value));
    }

    /**
     * The settings of the extension, without those of the exporters.
     *
     * @return the checked settings
     */
    public FlagExporterSettings settings() {
        return settings;
    }

    /**
     * What is probably not meant, and does not prevent anything.
     *
     * @return one sentence for each warning, without secrets
     */
    public List<String> warnings() {
        return warnings;
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
