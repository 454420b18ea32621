package dev.flagexporter.spi;

import java.util.Map;

import dev.flagexporter.spi.event.EventType;

/** What a factory knows about an exporter in addition to the exporter's own keys. */
public interface ExporterEnvironment {

    /**
     * Returns the configured name of the exporter.
     *
     * @return 1 to 64 letters, digits, dots, underscores and hyphens
     */
    String exporterName();

    /**
     * Returns the type of the events that the exporter gets.
     *
     * @return the event type
     */
    EventType eventType();

    /**
     * Returns the name of this machine.
     *
     * @return a host name; {@code localhost} if it is unknown
     */
    String hostname();

    /**
     * Returns the exporter's {@code format-options.*}, for a format.
     *
     * @return an unmodifiable map, empty by default
     */
    Map<String, String> formatOptions();
}
