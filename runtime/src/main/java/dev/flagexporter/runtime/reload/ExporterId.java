package dev.flagexporter.runtime.reload;

import java.util.Comparator;

import dev.flagexporter.spi.event.EventType;

/**
 * What makes an exporter the same before and after a reload. The offset of an exporter means something for one type of
 * events only, so an exporter of another type is another one.
 *
 * @param name the configured name
 * @param eventType the events it gets
 */
public record ExporterId(String name, EventType eventType) implements Comparable<ExporterId> {

    private static final Comparator<ExporterId> ORDER =
            Comparator.comparing(ExporterId::name).thenComparing(ExporterId::eventType);

    @Override
    public int compareTo(ExporterId other) {
        return ORDER.compare(this, other);
    }
}
