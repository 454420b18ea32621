package com.example.exporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.WithDefault;

/** The keys of the kind {@code audit}. */
public interface AuditExporterConfig {

    /**
     * The file to append to. Mandatory.
     *
     * @return a path
     */
    Path file();

    /**
     * How old an event may be to be written with the mark {@code fresh}.
     *
     * @return the age
     */
    @WithDefault("5m")
    Duration freshFor();

    /**
     * What each line says of its writer.
     *
     * @return the group
     */
    WriterConfig writer();

    /** What each line says of its writer. */
    interface WriterConfig {

        /**
         * The department.
         *
         * @return a name
         */
        @WithDefault("revision")
        String department();

        /**
         * The person.
         *
         * @return a name, if there is one
         */
        Optional<String> person();
    }
}
