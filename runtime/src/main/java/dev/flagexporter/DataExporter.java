package dev.flagexporter;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * A running exporter, which reads the event store at its own offset and exports on its own thread. It never delays
 * another exporter. Corresponds to GO Feature Flag's {@code exporter.DataExporter}. Get it from {@link Manager#exporter}.
 *
 * <p>Applications may keep the object. If the configuration of the exporter changes, the object continues with the new
 * configuration, at the same offset and with the same counts. If the exporter is removed, the object keeps the last counts.
 *
 * @param <T> the type of the events
 */
public interface DataExporter<T extends ExportableEvent> {

    /**
     * Returns the identity of this exporter within the event store.
     *
     * @return the configured name
     */
    String consumerId();

    /**
     * Returns the kind of the exporter.
     *
     * @return the configured kind, such as {@code file}
     */
    String kind();

    /**
     * Returns the type of the events that it exports.
     *
     * @return the event type
     */
    EventType eventType();

    /**
     * Returns whether events are collected and sent in bulk.
     *
     * @return false if each event is sent immediately
     */
    boolean isBulk();

    /**
     * Returns the interval at which a bulk exporter is flushed.
     *
     * @return whole seconds; has no effect on a streaming exporter
     */
    Duration flushInterval();

    /**
     * Returns the number of pending events at which a bulk exporter flushes before its interval is over. This is a
     * trigger, not a limit: the limits of the event store bound memory.
     *
     * @return the configured threshold
     */
    long maxEventInMemory();

    /** Starts the worker thread of this exporter. The extension calls this; may be repeated. */
    void start();

    /**
     * Exports all events that are pending now. Does not wait for a backoff.
     *
     * @return the result; completes when these events are settled or an attempt has failed, never exceptionally, and on a
     *     thread that no other caller needs. Before the start, it waits for the start
     */
    CompletionStage<FlushResult> flush();

    /**
     * Sends the dead letters of this exporter to this exporter again, one batch after each export of pending events.
     * Delivered dead letters are removed from the file. Those that fail or are rejected again stay there. They are sent in
     * new deliveries with their own store id and offsets; each event keeps its id.
     *
     * @return the result; completes when every dead letter was tried or an attempt has failed, never exceptionally
     */
    CompletionStage<ReplayResult> replayDeadLetters();

    /**
     * Returns the counts of this exporter's events. The counts of a removed exporter end with the last event before its
     * removal.
     *
     * @return all counts of one moment
     */
    ExporterCounts counts();

    /**
     * Returns the state of this exporter.
     *
     * @return the state
     */
    ExporterState state();

    /**
     * Returns the last failure, even if exports have succeeded since.
     *
     * @return the failure; empty if there was none
     */
    Optional<ExportFailure> lastFailure();

    /**
     * Returns how many calls of this exporter hang. A call is abandoned if it returns neither within the attempt timeout
     * nor when it is interrupted, and hangs until it returns. Each keeps a thread and the events that it was sending.
     *
     * @return the count, including calls of exporters that a reload has replaced. While 8 calls of the current one hang,
     *     it makes no call
     */
    int hangingCalls();

    /**
     * Returns whether this exporter makes no progress, whatever the cause: events have been pending for longer than its flush
     * interval, one attempt and 30 seconds, and none was settled since.
     *
     * @return the minimum time for which events have been pending; empty if the exporter makes progress
     */
    Optional<Duration> stalledFor();

    /**
     * Exports pending events and closes the exporter, within the shutdown timeout. The extension calls this; may be
     * repeated.
     *
     * @return the result of the last flush; never completes exceptionally
     */
    CompletionStage<FlushResult> stop();
}
