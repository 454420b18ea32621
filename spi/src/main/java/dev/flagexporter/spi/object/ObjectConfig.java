package dev.flagexporter.spi.object;

import java.util.Optional;

import dev.flagexporter.spi.template.FilenameTemplate;
import io.smallrye.config.WithDefault;

/**
 * The keys that {@link BatchObjects} requires. The configuration of an exporter extends {@link ObjectExporterConfig}, which
 * has all keys.
 */
public interface ObjectConfig {

    /**
     * Format of the objects, case-insensitive.
     *
     * @return {@code JSON} (one object per line), {@code CSV}, or a format that a module on the class path adds
     */
    @WithDefault("JSON")
    String format();

    /**
     * Name of an object. See {@link FilenameTemplate} for the fields.
     *
     * @return a template
     */
    @WithDefault(FilenameTemplate.DEFAULT)
    String filename();

    /**
     * Line of the CSV format. See {@link dev.flagexporter.spi.template.LineTemplate} for the fields.
     *
     * @return a template; empty for the default of the event type
     */
    Optional<String> csvTemplate();

    /**
     * Separator of the fields of a CSV line. A field that contains it is quoted. It must be the separator that the template
     * uses.
     *
     * @return one character
     */
    @WithDefault(";")
    char csvSeparator();
}
