package dev.flagexporter.deployment.devmode;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

/** Fails when the exporters run already, once its author asks for it. */
@ApplicationScoped
public class FailingStart {

    private static final boolean FAILS = false;

    void start(@Observes StartupEvent event) {
        if (FAILS) {
            throw new IllegalStateException("not today");
        }
    }
}
