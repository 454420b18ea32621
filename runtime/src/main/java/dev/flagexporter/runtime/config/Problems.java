package dev.flagexporter.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.flagexporter.spi.ConfigurationProblem;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong in a configuration, for one message: property, value, reason and what to do. */
final class Problems {

    /** What a secret looks like wherever it could be read. */
    static final String SECRET = "***";

    private final List<String> lines = new ArrayList<>();
    private final List<String> properties = new ArrayList<>();

    void add(String property, @Nullable String value, String reason, String fix) {
        properties.add(property);
        lines.add("%s%s: %s. %s.".formatted(property, value == null ? "" : " = \"" + value + "\"", reason, fix));
    }

    void add(String exporterName, ConfigurationProblem problem) {
        add(property(exporterName, problem.key()), problem.value(), problem.reason(), problem.fix());
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The full name of an exporter's key, as it can be copied into a configuration. */
    static String property(String exporterName, String key) {
        return FlagExporterConfig.PREFIX + ".exporters.\"" + exporterName + "\"." + key;
    }

    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new ConfigurationException(message(), Set.copyOf(properties));
        }
    }

    private String message() {
        String count = lines.size() == 1 ? "1 problem" : lines.size() + " problems";
        return "The configuration of the flag exporter has " + count + ":\n  - " + String.join("\n  - ", lines);
    }
}
