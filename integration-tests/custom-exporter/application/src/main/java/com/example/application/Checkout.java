package com.example.application;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.FeatureEvent;

/** Shows each customer a checkout, and records which. */
@Path("/checkout")
public class Checkout {

    private final Manager<FeatureEvent> evaluations;

    /**
     * Makes the resource.
     *
     * @param evaluations where evaluations are recorded
     */
    public Checkout(Manager<FeatureEvent> evaluations) {
        this.evaluations = evaluations;
    }

    /**
     * The checkout of a customer.
     *
     * @param customer who it is
     * @return which checkout it is
     */
    @GET
    @Path("{customer}")
    public String show(@PathParam("customer") String customer) {
        evaluations.addEvent(FeatureEvent.of(customer, false, "new-checkout", true, "on", false, "7", "SERVER", null));
        return "new checkout";
    }
}
