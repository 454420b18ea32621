package dev.flagexporter.runtime.reload;

import java.util.List;
import java.util.Optional;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.testkit.InMemoryExporter;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;

/** The kind {@code memory}. */
public class MemoryExporterFactory implements ExporterFactory<MemoryExporterFactory.MemoryConfig> {

    /** Its keys. */
    public interface MemoryConfig {

        @WithDefault("good")
        String target();

        Optional<Secret<String>> token();

        Optional<List<String>> otherTargets();
    }

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public Class<MemoryConfig> configType() {
        return MemoryConfig.class;
    }

    @Override
    public CommonExporter create(MemoryConfig config, ExporterEnvironment environment)
            throws InvalidConfigurationException {
        if (config.target().equals("bad")) {
            InvalidConfigurationException.throwIfAny(
                    List.of(new ConfigurationProblem("target", "bad", "is never right", "Use a good one")));
        }
        return new InMemoryExporter(true);
    }
}
