package dev.flagexporter.runtime.reload;

import java.util.concurrent.CompletionStage;

import dev.flagexporter.runtime.delivery.ExporterSetup;

/** The running exporters. A reload changes them while events flow. No method waits for an export. */
public interface RunningExporters {

    /**
     * Adds an exporter. It starts with the next event.
     *
     * @param setup an exporter with an id that no running exporter has
     */
    void add(ExporterSetup setup);

    /**
     * Replaces the exporter with the same id. The new one continues at its offset.
     *
     * @param setup the new exporter
     * @return completes when the old exporter is closed; never completes exceptionally
     */
    CompletionStage<?> replace(ExporterSetup setup);

    /**
     * Removes an exporter. It exports what was appended so far, and is closed.
     *
     * @param id the id of a running exporter
     * @return completes when the exporter is closed; never completes exceptionally
     */
    CompletionStage<?> remove(ExporterId id);
}
