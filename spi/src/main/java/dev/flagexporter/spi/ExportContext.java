package dev.flagexporter.spi;

import java.time.Instant;
import java.util.Optional;

import dev.flagexporter.spi.event.EventType;

/** Describes the batch that is exported. Everything but the attempt and the deadline stays the same over retries. */
public interface ExportContext {

    /**
     * Returns the exporter's configured name.
     *
     * @return the name
     */
    String exporterName();

    /**
     * Returns the type of all events in the batch.
     *
     * @return the event type
     */
    EventType eventType();

    /**
     * Returns a logger with the name of the exporter. Do not log failures: throw them.
     *
     * @return the logger
     */
    System.Logger logger();

    /**
     * Returns the id of the incarnation of the event store that the offsets belong to. Each process and each restart has
     * another id.
     *
     * @return letters and digits
     */
    String storeId();

    /**
     * Returns the offset of the batch's first event.
     *
     * @return an offset within the store
     */
    long firstOffset();

    /**
     * Returns the offset of the batch's last event.
     *
     * @return an offset within the store
     */
    long lastOffset();

    /**
     * Returns the id of an event, {@code <storeId>-<offset>}. An event has the same id at each attempt, in each delivery
     * that it is a part of, and when it is replayed from the dead-letter file: destinations with keys recognize duplicates
     * by it. Two events of all stores and processes never have the same id.
     *
     * @param position the position of the event within the batch, counted from 0
     * @return letters, digits and hyphens
     * @throws IndexOutOfBoundsException if the batch has no such position
     */
    String eventId(int position);

    /**
     * Returns the number of this attempt at the batch.
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * Returns the id of this exact set of events, for idempotency keys. It is the same at each attempt. The remainder of a
     * partial failure is a new delivery with its own id.
     *
     * @return letters, digits and hyphens
     */
    String deliveryId();

    /**
     * Returns the id of the delivery that this one is a part of.
     *
     * @return the id of a delivery that failed partially or was bisected; empty for a batch as taken from the store
     */
    Optional<String> parentDeliveryId();

    /**
     * Returns the time at which the batch was taken from the store, for file names.
     *
     * @return an instant in the past
     */
    Instant batchCreatedAt();

    /**
     * Returns the deadline of this attempt. The time that is left is the timeout for calls to a service.
     *
     * @return an instant in the future
     */
    Instant deadline();
}
