package dev.flagexporter.spi.object;

import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.format.FormatSettings;
import dev.flagexporter.spi.template.FilenameTemplate;

/** All settings of objects, with defaults for the keys that a configuration does not have. */
record ObjectSettings(String format, String filename, FormatSettings formatSettings, Compression compression) {

    static ObjectSettings of(ObjectConfig config, ExporterEnvironment environment) {
        return config instanceof ObjectExporterConfig complete
                ? complete(complete, environment)
                : new ObjectSettings(
                        config.format(),
                        config.filename(),
                        new FormatSettings(
                                environment.eventType(),
                                config.csvTemplate(),
                                config.csvSeparator(),
                                environment.formatOptions()),
                        Compression.NONE);
    }

    private static ObjectSettings complete(ObjectExporterConfig config, ExporterEnvironment environment) {
        return new ObjectSettings(
                config.format(),
                config.filename(),
                new FormatSettings(
                        environment.eventType(),
                        config.csvTemplate(),
                        config.csvSeparator(),
                        config.csvHeader(),
                        config.csvFormulaGuard(),
                        config.parquetCompressionCodec(),
                        environment.formatOptions()),
                config.compression());
    }

    boolean isCompressed() {
        return compression != Compression.NONE;
    }

    /** The template of the name before compression. */
    FilenameTemplate filenameTemplate() {
        return FilenameTemplate.parse(isCompressed() ? Gzip.withoutExtension(filename) : filename);
    }
}
