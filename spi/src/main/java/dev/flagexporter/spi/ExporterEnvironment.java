package dev.flagexporter.spi;

import java.util.Map;

import dev.flagexporter.spi.event.EventType;

/** What a factory knows about the exporter it makes, beside the exporter's own keys. */
public interface ExporterEnvironment {

    /**
     * The configured name.
     *
     * @return 1 to 64 letters, digits, dots, underscores and hyphens
     */
    String exporterName();

    /**
     * The events that the exporter will get.
     *
     * @return the type
     */
    EventType eventType();

    /**
     * The name of this machine.
     *
     * @return a host name; {@code localhost} when it cannot be found out
     */
    String hostname();

    /**
     * The exporter's {@code format-options.*}, for a format.
     *
     * @return an unmodifiable map, empty by default
     */
    Map<String, String> formatOptions();
}
