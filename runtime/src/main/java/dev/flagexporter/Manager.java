package dev.flagexporter;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.PreparedAppend;

/**
 * Takes the events of one type and has them exported, the reference's {@code exporter.Manager}. Inject it as
 * {@code Manager<FeatureEvent>} or {@code Manager<TrackingEvent>} into any bean.
 *
 * <p>Safe for use by many threads.
 *
 * @param <T> the type of the events
 */
public interface Manager<T extends ExportableEvent> {

    /**
     * The events that this manager takes.
     *
     * @return the type
     */
    EventType eventType();

    /**
     * Takes an event. Only appends it to the event store: it never exports on the caller's thread, never blocks on
     * I/O and never throws because of the state of an exporter. When the event store is full, the configured overflow
     * policy decides.
     *
     * @param event the event
     * @return what became of it; {@link AppendResult#DROPPED} when no exporter is configured for this type, and
     *     {@link AppendResult#CLOSED} after the stop of the application. Events that come before the start wait for it
     */
    AppendResult addEvent(T event);

    /**
     * Takes all of the events, in order, or none. See {@link #addEvent}.
     *
     * @param events the events; may be empty
     * @return what became of all of them
     */
    AppendResult addEvents(List<? extends T> events);

    /**
     * Makes room for all of the events or none, and leaves it to the caller to append them: so events of both types
     * can be taken together.
     *
     * @param events the events; may be empty
     * @return to be closed, whatever it answers
     */
    PreparedAppend prepareEvents(List<? extends T> events);

    /**
     * The exporters of this type of events, at the moment: they may come and go.
     *
     * @return an unmodifiable list, sorted by name
     */
    List<DataExporter<T>> exporters();

    /**
     * One exporter of this type of events.
     *
     * @param name the configured name
     * @return the exporter; empty when there is none of that name, when it is disabled or takes other events
     */
    Optional<DataExporter<T>> exporter(String name);

    /**
     * How many events came while no exporter was configured for their type. They are dropped.
     *
     * @return the count since the start
     */
    long droppedWithoutExporter();

    /**
     * How many events were not taken although there is an exporter for them: the event store was full, they were not
     * fit for it, or the application was stopping.
     *
     * @param answer what {@link #addEvent} or {@link #addEvents} answered, such as {@link AppendResult#FULL}
     * @return the count since the start
     */
    long notAppendedEvents(AppendResult answer);

    /**
     * Returns the estimated memory of the events that at least one exporter of this type has yet to take.
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
     * Takes no more events, exports what is pending and closes the exporters, within the shutdown time-out. The
     * extension calls this when the application stops; may be repeated.
     */
    void stop();
}
