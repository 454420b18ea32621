package com.example.old;

import dev.flagexporter.spi.object.ObjectConfig;

/** The keys of the kind {@code old-object}. */
public interface ObjectExporterConfig extends ObjectConfig {

    /** Where the objects are put. */
    String directory();
}
