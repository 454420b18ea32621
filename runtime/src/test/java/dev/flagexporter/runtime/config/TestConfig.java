package dev.flagexporter.runtime.config;

import java.util.Map;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Configurations as an application has them. */
public final class TestConfig {

    private TestConfig() {}

    /** A configuration with properties. */
    public static SmallRyeConfig of(Map<String, String> properties) {
        return of(properties, Map.of());
    }

    /** A configuration with properties and environment variables. */
    public static SmallRyeConfig of(Map<String, String> properties, Map<String, String> variables) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDiscoveredInterceptors()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100), new EnvConfigSource(variables, 300))
                // Quarkus only warns of unknown properties
                .withDefaultValue(SmallRyeConfig.SMALLRYE_CONFIG_MAPPING_VALIDATE_UNKNOWN, "false")
                .withMapping(FlagExporterConfig.class)
                .build();
    }

    /** The settings that are the default, but for these properties. */
    public static FlagExporterSettings settings(Map<String, String> properties) {
        Problems problems = new Problems();
        FlagExporterSettings settings = new SettingsReader(of(properties), problems).read();
        problems.throwIfAny();
        return settings;
    }
}
