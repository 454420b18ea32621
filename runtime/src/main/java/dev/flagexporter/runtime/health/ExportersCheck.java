package dev.flagexporter.runtime.health;

import java.util.List;
import java.util.Locale;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Down while an exporter does not get its events through; says of each exporter how it is. A failure is named by its
 * class alone, because its message may be nobody's business.
 */
@Wellness
@Singleton
public class ExportersCheck implements HealthCheck {

    private final List<Manager<?>> managers;

    /**
     * Looks at the exporters whenever it is asked.
     *
     * @param features has the exporters of evaluations
     * @param tracking has the exporters of tracking events
     */
    @Inject
    public ExportersCheck(Manager<FeatureEvent> features, Manager<TrackingEvent> tracking) {
        this.managers = List.of(features, tracking);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Feature flag exporters").up();
        for (Manager<?> manager : managers) {
            manager.exporters().forEach(exporter -> add(exporter, response));
        }
        return response.build();
    }

    private static void add(DataExporter<?> exporter, HealthCheckResponseBuilder response) {
        response.withData(exporter.consumerId(), describe(exporter));
        if (exporter.state() == ExporterState.RETRYING || exporter.stalledFor().isPresent()) {
            response.down();
        }
    }

    private static String describe(DataExporter<?> exporter) {
        ExporterCounts counts = exporter.counts();
        int hanging = exporter.hangingCalls();
        return exporter.state().name().toLowerCase(Locale.ROOT)
                + ", pending: " + counts.pending()
                + ", dropped: "
                + counts.dropped().values().stream().mapToLong(Long::longValue).sum()
                + ", dead-lettered: " + counts.deadLettered()
                + ", possibly duplicated: " + counts.possiblyDuplicated()
                + exporter.stalledFor()
                        .map(time -> ", no progress for " + time.toSeconds() + " s")
                        .orElse("")
                + (hanging == 0 ? "" : ", hanging calls: " + hanging)
                + exporter.lastFailure().map(ExportersCheck::describe).orElse("");
    }

    private static String describe(ExportFailure failure) {
        return ", last failure: " + failure.cause().getClass().getName() + " at " + failure.time();
    }
}
