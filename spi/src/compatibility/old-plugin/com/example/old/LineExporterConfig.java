package com.example.old;

import java.util.Optional;

import io.smallrye.config.WithDefault;

/** The keys of the kind {@code old-line}. */
public interface LineExporterConfig {

    /** The template of a line. */
    @WithDefault("{{ .Key}}={{ .Value}}")
    String line();

    /** The user whose events fail. */
    Optional<String> failingUser();
}
