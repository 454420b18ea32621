package dev.flagexporter.faulty;

import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.FeatureEvent;
import io.quarkus.runtime.ShutdownEvent;
import org.jboss.logging.Logger;

/** Shows the counts of the exporters of feature events on request, and logs them after the exporters have stopped. */
@Path("/exporters")
@Singleton
public class CountsResource {

    private static final Logger LOG = Logger.getLogger(CountsResource.class);

    private final Manager<FeatureEvent> evaluations;

    /**
     * Creates the resource.
     *
     * @param evaluations the exporters to show
     */
    public CountsResource(Manager<FeatureEvent> evaluations) {
        this.evaluations = evaluations;
    }

    /**
     * Returns the counts of all exporters.
     *
     * @return one line per exporter
     */
    @GET
    public String counts() {
        return evaluations.exporters().stream().map(CountsResource::line).collect(Collectors.joining("\n"));
    }

    private static String line(DataExporter<?> exporter) {
        ExporterCounts counts = exporter.counts();
        String dropped = counts.dropped().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return "counts of %s: appended=%d delivered=%d pending=%d %s deadLettered=%d duplicated=%d hanging=%d"
                .formatted(
                        exporter.consumerId(),
                        counts.appended(),
                        counts.delivered(),
                        counts.pending(),
                        dropped,
                        counts.deadLettered(),
                        counts.possiblyDuplicated(),
                        exporter.hangingCalls());
    }

    /**
     * Replays the dead letters of an exporter.
     *
     * @param name its name
     * @return the result
     */
    @POST
    @Path("/{name}/replay")
    public String replay(@PathParam("name") String name) {
        return evaluations
                .exporter(name)
                .orElseThrow()
                .replayDeadLetters()
                .toCompletableFuture()
                .join()
                .toString();
    }

    /** Observes after the exporters, which stop with {@link Interceptor.Priority#LIBRARY_AFTER}. */
    void stopped(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 500) ShutdownEvent event) {
        counts().lines().forEach(LOG::info);
    }
}
