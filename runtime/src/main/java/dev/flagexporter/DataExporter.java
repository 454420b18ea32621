package dev.flagexporter;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * An exporter at work: it reads the event store at its own offset and exports on its own thread, so that it never
 * delays another one. The reference's {@code exporter.DataExporter}. Get it from {@link Manager#exporter}. It may be
 * kept: when its configuration changes, it goes on with the new one, at the same offset and with the same counts; when
 * it is removed, it keeps its last counts.
 *
 * @param <T> the type of the events
 */
public interface DataExporter<T extends ExportableEvent> {

    /**
     * The identity of this exporter within the event store.
     *
     * @return the configured name
     */
    String consumerId();

    /**
     * What is behind it.
     *
     * @return the configured kind, such as {@code file}
     */
    String kind();

    /**
     * The events it exports.
     *
     * @return the type
     */
    EventType eventType();

    /**
     * Whether events are collected and sent in bulk.
     *
     * @return false when they are sent as soon as they are added
     */
    boolean isBulk();

    /**
     * How often a bulk exporter is flushed.
     *
     * @return whole seconds; means nothing to an exporter that is not bulk
     */
    Duration flushInterval();

    /**
     * How many pending events make a bulk exporter flush before its interval is over. A trigger and no cap: the
     * capacity of the event store bounds memory.
     *
     * @return the configured threshold
     */
    long maxEventInMemory();

    /** Starts the thread of this exporter. The extension calls this; may be repeated. */
    void start();

    /**
     * Exports all that is pending now, at once even if a failure is being waited out.
     *
     * @return completes when nothing of that is pending any more or an attempt has failed, never exceptionally; before
     *     the start, it waits for that
     */
    CompletionStage<FlushResult> flush();

    /**
     * Sends the dead letters of this exporter again, to this exporter only and between its other exports. What arrives
     * is removed from the dead letter file afterwards; what fails or is refused again stays there. A dead letter is
     * sent in a new delivery, whose offsets mean nothing and whose store id is its own.
     *
     * @return completes when every dead letter was tried or an attempt has failed, never exceptionally
     */
    CompletionStage<ReplayResult> replayDeadLetters();

    /**
     * How this exporter's events add up. Those of an exporter that is removed end with the event that was the last
     * then.
     *
     * @return all counts of one moment
     */
    ExporterCounts counts();

    /**
     * What this exporter is doing.
     *
     * @return the state
     */
    ExporterState state();

    /**
     * The last failure, also when exports have succeeded since.
     *
     * @return the failure; empty when there was none
     */
    Optional<ExportFailure> lastFailure();

    /**
     * How many calls of this exporter hang: they were abandoned, because they neither returned within the attempt
     * time-out nor when they were interrupted, and have not returned since. Each keeps a thread and what it was sending.
     *
     * @return the count, also of calls that a replaced exporter left behind; no call is made while it is 8 or more
     */
    int hangingCalls();

    /**
     * Returns whether this exporter stands still, whatever the cause: events have been pending for longer than its flush
     * interval, one attempt and 30 seconds, and none was settled since.
     *
     * @return how long events have been pending at least; empty when the exporter makes progress
     */
    Optional<Duration> stalledFor();

    /**
     * Exports what is pending and closes the exporter, within the shutdown time-out. The extension calls this; may be
     * repeated.
     *
     * @return what became of the events; completes never exceptionally
     */
    CompletionStage<FlushResult> stop();
}
