package dev.flagexporter.deployment;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.ConfigurationReload;
import dev.flagexporter.FlagExporterReloaded;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

/** What {@code docs/reload.md} shows. */
@Singleton
public class RenewedSecrets {

    private static final Logger LOG = Logger.getLogger(RenewedSecrets.class);

    @Inject
    ConfigurationReload reload;

    @Scheduled(every = "5m")
    void renew() {
        reload.reload();
    }

    void renewed(@Observes FlagExporterReloaded event) {
        LOG.infof("%s: %s", event.result().outcome(), event.result().changedKeys());
    }
}
