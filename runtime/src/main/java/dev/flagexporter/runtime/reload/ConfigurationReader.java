package dev.flagexporter.runtime.reload;

import io.quarkus.runtime.configuration.AbstractConfigBuilder;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Reads the whole configuration of the application as Quarkus does at the start: the same sources in the same order,
 * profiles, expressions, secret handlers and converters. What was fixed when the application was built stays fixed.
 */
final class ConfigurationReader {

    /**
     * What Quarkus generates for an application, and itself uses at the start. The name is internal to Quarkus; if it
     * changes, every reload is refused and says so.
     */
    private static final String GENERATED = "io.quarkus.runtime.generated.RunTimeConfig";

    private ConfigurationReader() {}

    /**
     * Reads the configuration by the context class loader, which has to be the application's.
     *
     * @throws RuntimeException when a source cannot be read, or a key of any extension has a wrong value
     */
    static SmallRyeConfig read() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        AbstractConfigBuilder.withCustomizer(builder, GENERATED);
        return builder.build();
    }
}
