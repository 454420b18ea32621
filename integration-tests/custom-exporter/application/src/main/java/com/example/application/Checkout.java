package com.example.application;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.FeatureEvent;

/** Shows a checkout to each customer, and records the evaluation of its flag. */
@Path("/checkout")
public class Checkout {

    private final Manager<FeatureEvent> evaluations;

    /**
     * Creates the resource.
     *
     * @param evaluations collects the evaluations
     */
    public Checkout(Manager<FeatureEvent> evaluations) {
        this.evaluations = evaluations;
    }

    /**
     * Returns the checkout of a customer.
     *
     * @param customer the key of the customer
     * @return the name of the checkout
     */
    @GET
    @Path("{customer}")
    public String show(@PathParam("customer") String customer) {
        evaluations.addEvent(FeatureEvent.of(customer, false, "new-checkout", true, "on", false, "7", "SERVER", null));
        return "new checkout";
    }
}
