package dev.flagexporter.configuration;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.FeatureEvent;

/** An event for each visit. */
@Path("/visit/{visitor}")
public class VisitResource {

    private final Manager<FeatureEvent> evaluations;

    /**
     * Makes the resource.
     *
     * @param evaluations where evaluations are recorded
     */
    public VisitResource(Manager<FeatureEvent> evaluations) {
        this.evaluations = evaluations;
    }

    /**
     * A visit.
     *
     * @param visitor who it is
     * @return what became of the event
     */
    @GET
    public String visit(@PathParam("visitor") String visitor) {
        return evaluations
                .addEvent(FeatureEvent.of(visitor, false, "flag", true, "on", false, "", "SERVER", null))
                .name();
    }
}
