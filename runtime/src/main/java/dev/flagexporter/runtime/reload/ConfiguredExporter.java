package dev.flagexporter.runtime.reload;

import java.util.SortedMap;

import dev.flagexporter.runtime.delivery.ExporterSetup;

/**
 * An exporter and what it was made from.
 *
 * @param setup the exporter and how to run it; not open unless it is the one that runs
 * @param values the resolved value of every property that decides about it, secrets among them
 */
record ConfiguredExporter(ExporterSetup setup, SortedMap<String, String> values) {

    ExporterId id() {
        return ExporterId.of(setup);
    }

    /** Without the values: there may be secrets. */
    @Override
    public String toString() {
        return id().toString();
    }
}
