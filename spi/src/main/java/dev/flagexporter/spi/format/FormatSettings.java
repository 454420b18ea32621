package dev.flagexporter.spi.format;

import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.event.EventType;

/**
 * The settings of a format's writer.
 *
 * @param eventType the type of the events to write
 * @param csvTemplate the line of text formats; empty for the default of the event type
 * @param csvSeparator what stands between the fields of a line
 * @param csvHeader whether the first line of text formats names the fields
 * @param csvFormulaGuard whether text formats keep spreadsheets from taking a field for a formula
 * @param parquetCompressionCodec the codec within Parquet files, as configured; empty for that format's default
 * @param options the exporter's {@code format-options.*}, for the format
 */
public record FormatSettings(
        EventType eventType,
        Optional<String> csvTemplate,
        char csvSeparator,
        boolean csvHeader,
        boolean csvFormulaGuard,
        Optional<String> parquetCompressionCodec,
        Map<String, String> options) {

    /** What stands between the fields of a CSV line unless configured: a semicolon, as in the default template. */
    public static final char DEFAULT_CSV_SEPARATOR = ';';

    /** The option of the formats of this project that adds the id of each event as the last field: {@value}. */
    public static final String EVENT_ID = "event-id";

    /**
     * Settings without a header, a guard against formulas, and a codec.
     *
     * @param eventType the type of the events to write
     * @param csvTemplate the line of text formats; empty for the default of the event type
     * @param csvSeparator what stands between the fields of a line
     * @param options the exporter's {@code format-options.*}
     */
    public FormatSettings(
            EventType eventType, Optional<String> csvTemplate, char csvSeparator, Map<String, String> options) {
        this(eventType, csvTemplate, csvSeparator, false, false, Optional.empty(), options);
    }

    /**
     * The settings that hold when nothing is configured.
     *
     * @param eventType the type of the events to write
     * @return the settings
     */
    public static FormatSettings defaults(EventType eventType) {
        return new FormatSettings(eventType, Optional.empty(), DEFAULT_CSV_SEPARATOR, Map.of());
    }

    /**
     * Returns whether each event is written with its id, the option {@value #EVENT_ID}.
     *
     * @return false by default, and if the option is invalid
     */
    public boolean hasEventId() {
        return "true".equalsIgnoreCase(options.get(EVENT_ID));
    }

    /**
     * Checks the option {@value #EVENT_ID}, for formats that know it.
     *
     * @return the problem; empty if the option is {@code true}, {@code false} or absent
     */
    public Optional<ConfigurationProblem> eventIdProblem() {
        String value = options.getOrDefault(EVENT_ID, "false");
        return hasEventId() || value.equalsIgnoreCase("false")
                ? Optional.empty()
                : Optional.of(new ConfigurationProblem(
                        "format-options." + EVENT_ID,
                        value,
                        "must be true or false",
                        "use true to write each event with its id, or leave it out"));
    }
}
