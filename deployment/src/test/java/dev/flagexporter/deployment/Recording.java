package dev.flagexporter.deployment;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.flagexporter.Manager;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;

/** Stands in for the managers, so that a test sees what the collector appends. */
@Singleton
public class Recording {

    final RecordingManager<FeatureEvent> features = new RecordingManager<>(EventType.FEATURE);
    final RecordingManager<TrackingEvent> tracking = new RecordingManager<>(EventType.TRACKING);

    void reset() {
        features.reset();
        tracking.reset();
    }

    int size() {
        return features.events.size() + tracking.events.size();
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Manager<FeatureEvent> features() {
        return features;
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Manager<TrackingEvent> tracking() {
        return tracking;
    }
}
