package dev.flagexporter.testkit.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;

/** A factory that keeps the contract, and can be told not to. */
public class MemoryExporterFactory implements ExporterFactory<MemoryExporterConfig> {

    private static final int MIN_TOKEN_LENGTH = 8;

    private final Function<MemoryExporterConfig, CommonExporter> maker;

    /** For the service loader. */
    public MemoryExporterFactory() {
        this(config -> new MemoryExporter(new Destination()));
    }

    MemoryExporterFactory(Function<MemoryExporterConfig, CommonExporter> maker) {
        this.maker = maker;
    }

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public Class<MemoryExporterConfig> configType() {
        return MemoryExporterConfig.class;
    }

    @Override
    public CommonExporter create(MemoryExporterConfig config, ExporterEnvironment environment)
            throws InvalidConfigurationException {
        List<ConfigurationProblem> problems = new ArrayList<>();
        if (config.connections() < 1) {
            problems.add(new ConfigurationProblem("connections", "0", "is not positive", "use a positive number"));
        }
        if (config.topic().isBlank()) {
            problems.add(new ConfigurationProblem("topic", config.topic(), "is blank", "name a topic"));
        }
        if (config.token().get().length() < MIN_TOKEN_LENGTH) {
            problems.add(
                    new ConfigurationProblem("token", shown(config.token().get()), "is too short", "use a longer one"));
        }
        InvalidConfigurationException.throwIfAny(problems);
        return maker.apply(config);
    }

    String shown(String token) {
        return "***";
    }
}
