package dev.flagexporter.testkit.exporter;

import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;

/** The keys of the exporters under test. */
public interface MemoryExporterConfig {

    /** What nobody may read; at least 8 characters. */
    Secret<String> token();

    /** At least 1. */
    @WithDefault("1")
    int connections();

    /** Not blank. */
    @WithDefault("events")
    String topic();
}
