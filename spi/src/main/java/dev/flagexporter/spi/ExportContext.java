package dev.flagexporter.spi;

import java.time.Instant;
import java.util.Optional;

import dev.flagexporter.spi.event.EventType;

/** What is known about a batch while it is exported. All but the attempt and the deadline is kept over retries. */
public interface ExportContext {

    /**
     * The exporter's configured name.
     *
     * @return the name
     */
    String exporterName();

    /**
     * The type of all events in the batch.
     *
     * @return the type
     */
    EventType eventType();

    /**
     * A logger named after the exporter. A failure need not be logged: throwing it is enough.
     *
     * @return the logger
     */
    System.Logger logger();

    /**
     * Which incarnation of the event store the offsets belong to. Another process and a restart have another id.
     *
     * @return letters and digits
     */
    String storeId();

    /**
     * The offset of the batch's first event.
     *
     * @return an offset within the store
     */
    long firstOffset();

    /**
     * The offset of the batch's last event.
     *
     * @return an offset within the store
     */
    long lastOffset();

    /**
     * Returns the id of an event, {@code <storeId>-<offset>}. An event has the same id at each attempt, in each delivery
     * that it is a part of, and when it is replayed from the dead letter file: destinations with keys recognize duplicates
     * by it. Two events of all stores and processes never have the same id.
     *
     * @param position the position of the event within the batch, counted from 0
     * @return letters, digits and hyphens
     * @throws IndexOutOfBoundsException if the batch has no such position
     */
    String eventId(int position);

    /**
     * Which attempt at this batch this is.
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * The identity of this exact set of events, for idempotency keys. It is the same at each attempt; what remains
     * after a partial failure is a new delivery with an id of its own.
     *
     * @return letters, digits and hyphens
     */
    String deliveryId();

    /**
     * The delivery that this one is a part of.
     *
     * @return the id of a delivery that failed in part or was divided; empty for a batch as taken from the store
     */
    Optional<String> parentDeliveryId();

    /**
     * When the batch was taken from the store: what file names are made of.
     *
     * @return an instant in the past
     */
    Instant batchCreatedAt();

    /**
     * When this attempt should have ended: what is left is the time-out for calls to a service.
     *
     * @return an instant in the future
     */
    Instant deadline();
}
