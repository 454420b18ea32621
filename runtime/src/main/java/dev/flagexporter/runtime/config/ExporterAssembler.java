package dev.flagexporter.runtime.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.flagexporter.runtime.config.FlagExporterSettings.AuthorizedKeys;
import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.spi.ExporterFactory;
import io.smallrye.config.SmallRyeConfig;

/** Reads the settings and makes the configured exporters, or one message with everything that is wrong. */
public final class ExporterAssembler {

    private final SmallRyeConfig base;
    private final ExporterFactories factories;
    private final Problems problems = new Problems();
    private final FlagExporterSettings settings;

    /**
     * Reads the settings.
     *
     * @param base the whole configuration
     * @param factories what exporters are made by
     * @param running the settings of the running application, if there is one; its store remains
     */
    public ExporterAssembler(SmallRyeConfig base, ExporterFactories factories, Optional<FlagExporterSettings> running) {
        this.base = base;
        this.factories = factories;
        FlagExporterSettings read = new SettingsReader(base, problems).read();
        running.ifPresent(current -> checkStaysProtected(
                current.collector().authorizedKeys(), read.collector().authorizedKeys()));
        this.settings = running.map(read::withStoreOf).orElse(read);
    }

    /** A collector that asks for keys does not stop doing so because a file is empty, or was deleted. */
    private void checkStaysProtected(AuthorizedKeys running, AuthorizedKeys next) {
        if (!running.evaluation().isEmpty() && next.evaluation().isEmpty() && !next.allowAnonymous()) {
            problems.add(
                    KnownKeys.PREFIX + "collector.authorized-keys.evaluation",
                    null,
                    "is missing, and the running collector requires a key",
                    "Set it, for example to ${COLLECTOR_KEY}, or set " + KnownKeys.PREFIX
                            + "collector.allow-anonymous=true");
        }
    }

    /**
     * Returns the settings, with defaults in place of invalid values.
     *
     * @return the settings
     */
    public FlagExporterSettings settings() {
        return settings;
    }

    /**
     * What is configured below an exporter's name.
     *
     * @param setup one of the exporters that were made
     * @return the resolved values, secrets among them, by property
     */
    public Map<String, String> values(ExporterSetup setup) {
        Map<String, String> values = new HashMap<>();
        knowing(new ExporterView(base, setup.name()))
                .getConfigValueProperties()
                .forEach((property, value) -> values.put(property, value.getValue()));
        return values;
    }

    private static ExporterView knowing(ExporterView view, ExporterFactory<?> factory) {
        return view.knowing(view.mapping(factory.configType()));
    }

    /** As a view that knows the keys of its kind; of a disabled exporter, and of one of unknown kind, no key is unknown. */
    private ExporterView knowing(ExporterView view) {
        boolean disabled = "false".equalsIgnoreCase(view.valueOf("enabled").getValue());
        String kind = String.valueOf(view.valueOf("kind").getValue()).strip();
        return factories
                .ofKind(kind)
                .filter(factory -> !disabled)
                .map(factory -> knowing(view, factory))
                .orElseGet(view::knowingEverything);
    }

    /**
     * Makes all enabled exporters.
     *
     * @return the exporters, sorted by name; nothing of them is open yet
     * @throws io.quarkus.runtime.configuration.ConfigurationException when anything is wrong, listing all of it
     */
    public List<ExporterSetup> assemble() {
        SetupAssembler assembler = new SetupAssembler(settings, factories, problems);
        List<ExporterSetup> setups = new ArrayList<>();
        List<ExporterView> views = new ArrayList<>();
        new TreeMap<>(base.getConfigMapping(FlagExporterConfig.class).exporters())
                .keySet()
                .forEach(name -> {
                    ExporterView view = new ExporterView(base, name);
                    assembler.assemble(name, view).ifPresent(setups::add);
                    views.add(knowing(view));
                });
        new UnknownKeys(base, problems).check(views);
        problems.throwIfAny();
        return setups;
    }

    /**
     * Returns what is probably not meant, and does not prevent anything.
     *
     * @return one sentence for each warning, without secrets
     */
    public List<String> warnings() {
        return problems.warnings();
    }
}
