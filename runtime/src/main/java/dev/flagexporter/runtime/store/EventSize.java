package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.event.ExportableEvent;

/** The size that an event counts with. */
final class EventSize {

    /**
     * From this size in bytes on, an event is counted at once: that costs little compared to making such an event. Smaller
     * ones are counted by the chunk.
     */
    static final long LARGE = 4096;

    private EventSize() {}

    /** Estimated heap that the event retains, in bytes. */
    static long of(Object event) {
        return event instanceof ExportableEvent exportable ? exportable.heapBytes() : 0;
    }

    /** What several events retain. */
    static long ofAll(Iterable<?> events) {
        long bytes = 0;
        for (Object event : events) {
            bytes += of(event);
        }
        return bytes;
    }
}
