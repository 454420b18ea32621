package dev.flagexporter.runtime.deadletter;

import java.util.Optional;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * An event as it was read back from the dead-letter file.
 *
 * @param id the id of the event, {@code <storeId>-<offset>}; empty in a line that was written without one
 * @param event the event
 */
record StoredEvent(Optional<String> id, ExportableEvent event) {}
