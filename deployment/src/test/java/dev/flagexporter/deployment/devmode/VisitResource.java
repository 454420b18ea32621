package dev.flagexporter.deployment.devmode;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dev.flagexporter.DataExporter;
import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.FeatureEvent;

/** An event for each visit. */
@Path("/visits/{user}")
public class VisitResource {

    @Inject
    Manager<FeatureEvent> evaluations;

    @POST
    public void visit(@PathParam("user") String user) {
        evaluations.addEvent(FeatureEvent.of(user, false, "flag", true, "on", false, "", "SERVER", null));
    }

    @POST
    @Path("flushed")
    public void visitAndFlush(@PathParam("user") String user) {
        visit(user);
        for (DataExporter<FeatureEvent> exporter : evaluations.exporters()) {
            exporter.flush().toCompletableFuture().join();
        }
    }
}
