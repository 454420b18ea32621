package dev.flagexporter.runtime.reload;

import java.util.concurrent.CompletionStage;

import dev.flagexporter.runtime.delivery.ExporterSetup;

/** The exporters at work, as a reload changes them while events flow. No method waits for an export. */
public interface RunningExporters {

    /**
     * Starts an exporter with the next event.
     *
     * @param setup of an id that none of the running exporters has
     */
    void add(ExporterSetup setup);

    /**
     * Puts an exporter in the place of the one with the same id; it goes on at its offset.
     *
     * @param setup the new exporter
     * @return completes when the old one is closed, never exceptionally
     */
    CompletionStage<?> replace(ExporterSetup setup);

    /**
     * Has an exporter export what was appended so far, and closes it.
     *
     * @param id one of the running exporters
     * @return completes when it is closed, never exceptionally
     */
    CompletionStage<?> remove(ExporterId id);
}
