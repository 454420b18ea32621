package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.Optional;

import dev.flagexporter.runtime.config.FlagExporterSettings.ReloadSection;
import dev.flagexporter.runtime.store.StoreSettings;
import io.smallrye.config.SmallRyeConfig;

/** Reads and checks the extension's keys, without those of the exporters. */
final class SettingsReader {

    private static final String RELOAD_ENABLED = "reload.enabled";
    private static final String RELOAD_INTERVAL = "reload.interval";

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    private final SmallRyeConfig base;
    private final Problems problems;
    private final ValueReader values;

    /** Reports to {@code problems}. */
    SettingsReader(SmallRyeConfig base, Problems problems) {
        this.base = base;
        this.problems = problems;
        this.values = new ValueReader(
                key -> base.getConfigValue(KnownKeys.PREFIX + key),
                (key, value, reason, fix) -> problems.add(KnownKeys.PREFIX + key, value, reason, fix));
    }

    /** The settings, with defaults in place of invalid values. */
    FlagExporterSettings read() {
        StoreSettings store = new StoreReader(values).read();
        return new FlagExporterSettings(
                values.duration("shutdown-timeout", Duration.ofSeconds(20)),
                store,
                new CollectorReader(values, store).read(new AuthorizedKeysReader(base, values, problems).read()),
                new ReloadSection(reloadEnabled(), reloadInterval()));
    }

    private Optional<Boolean> reloadEnabled() {
        return values.isSet(RELOAD_ENABLED) ? Optional.of(values.flag(RELOAD_ENABLED, true)) : Optional.empty();
    }

    private Duration reloadInterval() {
        Duration interval = values.duration(RELOAD_INTERVAL, Duration.ofSeconds(2));
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            values.addProblem(
                    RELOAD_INTERVAL,
                    "is too short",
                    "Use at least 10ms, for example 2s, or set " + KnownKeys.PREFIX + RELOAD_ENABLED + "=false");
        }
        return interval;
    }
}
