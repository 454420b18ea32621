package dev.flagexporter.plugins.file;

import dev.flagexporter.spi.object.ObjectExporterConfig;

/** The keys of an exporter of the kind {@code file}. */
public interface FileExporterConfig extends ObjectExporterConfig {

    /**
     * The directory that the files are put into. It is made, with its parents, if it does not exist.
     *
     * @return a path; a relative one starts at the working directory, and a slash at its end means nothing
     */
    String outputDir();
}
