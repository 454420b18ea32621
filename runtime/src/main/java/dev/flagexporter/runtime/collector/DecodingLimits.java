package dev.flagexporter.runtime.collector;

import dev.flagexporter.spi.event.ExportableEvent;

/**
 * What a request may hold.
 *
 * @param maxEvents maximum number of events
 * @param maxEventSize maximum size of one event as JSON, in bytes
 * @param maxHeapBytes maximum size of all events in memory, in bytes
 */
public record DecodingLimits(int maxEvents, long maxEventSize, long maxHeapBytes) {

    /** Whether the store takes an event. */
    boolean allow(ExportableEvent event) {
        return event.sizeHint() <= maxEventSize && event.heapBytes() <= maxHeapBytes;
    }
}
