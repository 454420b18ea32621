package dev.flagexporter.configuration;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import dev.flagexporter.ConfigurationReload;
import dev.flagexporter.Manager;
import dev.flagexporter.ReloadResult;
import dev.flagexporter.spi.event.FeatureEvent;

/** Prints all that an application and a plugin can get hold of, as who debugs one does. */
@Path("/printed")
public class PrintedResource {

    private final Manager<FeatureEvent> evaluations;
    private final ConfigurationReload configuration;

    /**
     * Makes the resource.
     *
     * @param evaluations has the exporters
     * @param configuration has been reloaded, or not
     */
    public PrintedResource(Manager<FeatureEvent> evaluations, ConfigurationReload configuration) {
        this.evaluations = evaluations;
        this.configuration = configuration;
    }

    /**
     * What plugins and applications see.
     *
     * @return a line for each
     */
    @GET
    public String print() {
        Stream<?> exporters = evaluations.exporters().stream()
                .flatMap(exporter -> Stream.of(exporter, exporter.state(), exporter.counts(), exporter.lastFailure()));
        return Stream.of(WitnessExporter.seen().stream(), exporters, Stream.of(configuration.lastReload()))
                .flatMap(all -> all)
                .map(Objects::toString)
                .collect(Collectors.joining("\n"));
    }

    /**
     * Reloads the configuration.
     *
     * @return what became of it
     */
    @GET
    @Path("reload")
    public CompletionStage<String> reload() {
        return configuration.reload().thenApply(ReloadResult::toString);
    }
}
