package dev.flagexporter.runtime.reload;

import io.quarkus.runtime.configuration.AbstractConfigBuilder;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Reads the whole configuration of the application as Quarkus does at the start: the same sources in the same order,
 * profiles, expressions, secret handlers and converters. Keys that are fixed at build time keep their values.
 */
final class ConfigurationReader {

    /**
     * The class that Quarkus generates for an application and uses at startup. The name is internal to Quarkus. If it
     * changes, every reload fails with a message.
     */
    private static final String GENERATED = "io.quarkus.runtime.generated.RunTimeConfig";

    private ConfigurationReader() {}

    /**
     * Reads the configuration with the context class loader, which must be the application's.
     *
     * @throws RuntimeException if a source cannot be read, or a key of any extension has an invalid value
     */
    static SmallRyeConfig read() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        AbstractConfigBuilder.withCustomizer(builder, GENERATED);
        return builder.build();
    }
}
