package dev.flagexporter.runtime.config;

import java.util.HashMap;
import java.util.Map;

import dev.flagexporter.spi.object.ObjectConfig;
import org.jspecify.annotations.Nullable;

/** The destinations of the exporters of one configuration, each of which only one exporter may have. */
final class Destinations {

    /** The names of the exporters by their destinations. */
    private final Map<String, String> exporters = new HashMap<>();

    /** Reports an exporter with the destination of an earlier one. */
    void add(ExporterMaker<?> maker, SecretKeepingExporter exporter, ExporterProblems problems) {
        exporter.destination().ifPresent(destination -> {
            String name = maker.settings().name();
            String other = exporters.putIfAbsent(destination, name);
            if (other != null) {
                problems.add(
                        "filename",
                        filename(maker.config()),
                        "the exporters \"%s\" and \"%s\" have the same destination, for example %s"
                                .formatted(other, name, destination),
                        "Use {{ .Exporter}} in filename, or give each exporter a directory, bucket or path of its own");
            }
        });
    }

    private static @Nullable String filename(Object config) {
        return config instanceof ObjectConfig objects ? objects.filename() : null;
    }
}
