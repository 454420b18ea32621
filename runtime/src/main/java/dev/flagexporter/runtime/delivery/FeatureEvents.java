package dev.flagexporter.runtime.delivery;

import java.util.List;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;

/** The deprecated interfaces take feature events only, which the configuration makes sure of. */
final class FeatureEvents {

    private FeatureEvents() {}

    /** The same list, without a copy: it is unmodifiable. */
    @SuppressWarnings("unchecked")
    static List<FeatureEvent> of(List<? extends ExportableEvent> events) {
        return (List<FeatureEvent>) events;
    }
}
