package dev.flagexporter.spi.format;

import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.event.EventType;

/**
 * What a format is told when its writer is made.
 *
 * @param eventType the type of the events to write
 * @param csvTemplate the line of text formats; empty for the default of the event type
 * @param csvSeparator what stands between the fields of a line
 * @param options the exporter's {@code format-options.*}, for formats of third parties
 */
public record FormatSettings(
        EventType eventType, Optional<String> csvTemplate, char csvSeparator, Map<String, String> options) {

    /** What stands between the fields of a CSV line unless configured: a semicolon, as in the default template. */
    public static final char DEFAULT_CSV_SEPARATOR = ';';

    /**
     * The settings that hold when nothing is configured.
     *
     * @param eventType the type of the events to write
     * @return the settings
     */
    public static FormatSettings defaults(EventType eventType) {
        return new FormatSettings(eventType, Optional.empty(), DEFAULT_CSV_SEPARATOR, Map.of());
    }
}
