package dev.flagexporter.plugins.log;

import java.util.Map;
import java.util.stream.Collectors;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Maps keys as they are configured, with the defaults and conversions that an application gets. */
final class Configurations {

    private static final String PREFIX = "exporter";

    private Configurations() {}

    static LogExporterConfig of(Map<String, String> keys) {
        Map<String, String> properties = keys.entrySet().stream()
                .collect(Collectors.toMap(key -> PREFIX + "." + key.getKey(), Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(LogExporterConfig.class, PREFIX)
                .build()
                .getConfigMapping(LogExporterConfig.class, PREFIX);
    }
}
