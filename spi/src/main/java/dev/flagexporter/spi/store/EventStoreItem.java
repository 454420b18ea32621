package dev.flagexporter.spi.store;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * An event and its place in the store, the reference's {@code EventStoreItem}.
 *
 * @param <T> the type of the event
 * @param offset the place; strictly increasing
 * @param data the event
 */
public record EventStoreItem<T extends ExportableEvent>(long offset, T data) {}
