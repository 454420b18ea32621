package com.example.application;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.FeatureEvent;
import io.quarkus.runtime.StartupEvent;

/** Evaluates a flag for a few customers when the shop opens. */
@Singleton
public class Shop {

    private static final int CUSTOMERS = 3;

    private final Manager<FeatureEvent> evaluations;

    /**
     * Makes a shop that is not open yet.
     *
     * @param evaluations where evaluations are recorded
     */
    @Inject
    public Shop(Manager<FeatureEvent> evaluations) {
        this.evaluations = evaluations;
    }

    void open(@Observes StartupEvent event) {
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            evaluations.addEvent(FeatureEvent.of(
                    "customer-" + customer, false, "new-checkout", true, "on", false, "7", "SERVER", null));
        }
    }
}
