package dev.flagexporter.spi.object;

import java.util.Optional;

import dev.flagexporter.spi.format.FilenameTemplate;
import io.smallrye.config.WithDefault;

/**
 * What {@link BatchObjects} needs to know at least. An exporter's own configuration extends
 * {@link ObjectExporterConfig}, which has all keys.
 */
public interface ObjectConfig {

    /**
     * The format of the objects, in any case.
     *
     * @return {@code JSON} (lines), {@code CSV}, or a format that a module on the class path adds
     */
    @WithDefault("JSON")
    String format();

    /**
     * The name of an object. See {@link FilenameTemplate} for the fields.
     *
     * @return a template
     */
    @WithDefault(FilenameTemplate.DEFAULT)
    String filename();

    /**
     * The line of the CSV format. See {@link dev.flagexporter.spi.format.LineTemplate} for the fields.
     *
     * @return a template; empty for the default of the event type
     */
    Optional<String> csvTemplate();

    /**
     * What stands between the fields of a CSV line: a field that has it inside is quoted. It must be the one that the
     * template uses.
     *
     * @return one character
     */
    @WithDefault(";")
    char csvSeparator();
}
