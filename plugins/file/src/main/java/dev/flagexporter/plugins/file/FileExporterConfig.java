package dev.flagexporter.plugins.file;

import dev.flagexporter.spi.object.ObjectExporterConfig;

/** The keys of an exporter of the kind {@code file}. */
public interface FileExporterConfig extends ObjectExporterConfig {

    /**
     * Directory that receives the files. Created with its parents if missing. Temporary files are in it, too.
     *
     * @return a path; a relative path starts at the working directory, and a slash at the end has no effect
     */
    String outputDir();
}
