package dev.flagexporter.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.flagexporter.spi.template.FieldEscaping;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong in a configuration, for one message: property, value, reason and what to do; and warnings. */
final class Problems {

    private final List<String> lines = new ArrayList<>();
    private final List<String> properties = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void add(String property, @Nullable String value, String reason, String fix) {
        properties.add(property);
        lines.add(line(property, value, reason, fix));
    }

    /** Something that is probably not meant, and does not prevent anything. */
    void warn(String property, @Nullable String value, String reason, String fix) {
        warnings.add(line(property, value, reason, fix));
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private static String line(String property, @Nullable String value, String reason, String fix) {
        // values are shown on one line, whatever is in them
        String shown = value == null ? "" : " = \"" + FieldEscaping.CONTROL_CHARACTERS.escaped(value) + "\"";
        return "%s%s: %s. %s".formatted(property, shown, reason, sentence(fix));
    }

    private static String sentence(String text) {
        String end = text.endsWith("?") ? "" : ".";
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + end;
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
