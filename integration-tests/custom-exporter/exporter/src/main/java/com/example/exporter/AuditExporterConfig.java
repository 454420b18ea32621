package com.example.exporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.WithDefault;

/** The keys of the kind {@code audit}. */
public interface AuditExporterConfig {

    /**
     * File to append to. Required.
     *
     * @return a path
     */
    Path file();

    /**
     * Maximum age of events that get the mark {@code fresh}.
     *
     * @return the age
     */
    @WithDefault("5m")
    Duration freshFor();

    /**
     * Department and person that each line names.
     *
     * @return the group
     */
    WriterConfig writer();

    /** Department and person that each line names. */
    interface WriterConfig {

        /**
         * Name of the department.
         *
         * @return a name
         */
        @WithDefault("revision")
        String department();

        /**
         * Name of the person.
         *
         * @return a name, if there is one
         */
        Optional<String> person();
    }
}
