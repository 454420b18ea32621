package dev.flagexporter.spi.format;

import java.util.List;
import java.util.function.IntFunction;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * The events that are written as one object.
 *
 * @param events the events in order; never empty
 * @param eventIds returns the id of the event at a position, see {@link ExportContext#eventId}
 */
public record EventBatch(List<? extends ExportableEvent> events, IntFunction<String> eventIds) {

    /**
     * Returns the batch of an export.
     *
     * @param context the context of the export
     * @param events its events
     * @return the batch
     */
    public static EventBatch of(ExportContext context, List<? extends ExportableEvent> events) {
        return new EventBatch(events, context::eventId);
    }

    /**
     * Returns a batch of events that belong to no export: the id of each is the empty string.
     *
     * @param events the events in order
     * @return the batch
     */
    public static EventBatch withoutIds(List<? extends ExportableEvent> events) {
        return new EventBatch(events, position -> "");
    }

    /**
     * Returns the id of an event.
     *
     * @param position the position of the event, counted from 0
     * @return the id
     */
    public String eventId(int position) {
        return eventIds.apply(position);
    }
}
