package dev.flagexporter;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.PreparedAppend;

/**
 * Collects the events of one type for its exporters. Corresponds to GO Feature Flag's {@code exporter.Manager}. Inject it
 * as {@code Manager<FeatureEvent>} or {@code Manager<TrackingEvent>} into any bean.
 *
 * <p>Safe for use by many threads.
 *
 * @param <T> the type of the events
 */
public interface Manager<T extends ExportableEvent> {

    /**
     * Returns the type of the events that this manager collects.
     *
     * @return the event type
     */
    EventType eventType();

    /**
     * Appends an event to the event store. Never exports on the caller's thread, never does I/O and never throws because
     * of the state of an exporter. If the event store is full, {@code store.overflow-policy} decides; only the policy
     * {@code block} may wait. Events that are appended before the start are exported after it.
     *
     * @param event the event
     * @return whether the event was appended; {@link AppendResult#DROPPED} if no exporter is configured for this type,
     *     {@link AppendResult#CLOSED} after the shutdown began
     */
    AppendResult addEvent(T event);

    /**
     * Appends all of the events, in order, or none of them. See {@link #addEvent}.
     *
     * @param events the events; may be empty
     * @return whether all events were appended
     */
    AppendResult addEvents(List<? extends T> events);

    /**
     * Reserves room for all of the events, or for none of them. The caller appends them afterwards. So events of both
     * types can be appended together.
     *
     * @param events the events; may be empty
     * @return the reserved room, or the reason why there is none; the caller must close it
     */
    PreparedAppend prepareEvents(List<? extends T> events);

    /**
     * Returns the exporters of this event type. A reload may add and remove exporters.
     *
     * @return an unmodifiable list, sorted by name
     */
    List<DataExporter<T>> exporters();

    /**
     * Returns an exporter of this event type.
     *
     * @param name the configured name
     * @return the exporter; empty if there is none of that name, it is disabled, or it exports the other event type
     */
    Optional<DataExporter<T>> exporter(String name);

    /**
     * Returns how many events were dropped because no exporter was configured for their type.
     *
     * @return the count since startup
     */
    long droppedWithoutExporter();

    /**
     * Returns how many events were not appended although there is an exporter for them: the event store was full, they were
     * too large, or the application was shutting down.
     *
     * @param answer the result of {@link #addEvent} or {@link #addEvents}, such as {@link AppendResult#FULL}
     * @return the count since startup
     */
    long notAppendedEvents(AppendResult answer);

    /**
     * Returns the estimated memory of the events that at least one exporter of this type has yet to read.
     *
     * @return bytes, at least 0
     */
    long pendingBytes();

    /**
     * Returns the estimated memory of the events that an exporter has yet to deliver.
     *
     * @param name the configured name
     * @return bytes, at least 0; empty if there is no exporter of this name
     */
    OptionalLong pendingBytes(String name);

    /**
     * Returns whether an exporter is healthy, but so far behind that the event store is full and senders have to wait.
     *
     * @param name the configured name
     * @return true only with the overflow policy {@code back-pressure}; false if there is no exporter of this name
     */
    boolean isPushingBack(String name);

    /** Starts the exporters. The extension calls this when the application starts; may be repeated. */
    void start();

    /**
     * Closes the event store, exports pending events and closes the exporters, within the shutdown timeout. The extension
     * calls this when the application stops; may be repeated.
     */
    void stop();
}
