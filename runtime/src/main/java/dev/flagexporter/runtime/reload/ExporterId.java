package dev.flagexporter.runtime.reload;

import java.util.Comparator;

import dev.flagexporter.runtime.delivery.ExporterSetup;
import dev.flagexporter.spi.event.EventType;

/**
 * Identifies an exporter over reloads. Its offset belongs to one type of events, so an exporter with another type is
 * another exporter.
 *
 * @param name the configured name
 * @param eventType the type of its events
 */
public record ExporterId(String name, EventType eventType) implements Comparable<ExporterId> {

    private static final Comparator<ExporterId> ORDER =
            Comparator.comparing(ExporterId::name).thenComparing(ExporterId::eventType);

    static ExporterId of(ExporterSetup setup) {
        return new ExporterId(setup.name(), setup.eventType());
    }

    @Override
    public int compareTo(ExporterId other) {
        return ORDER.compare(this, other);
    }
}
