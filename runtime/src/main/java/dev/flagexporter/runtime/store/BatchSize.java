package dev.flagexporter.runtime.store;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.LeaseLimits;

/** Counts what has been put into a batch, which always has room for one event. */
final class BatchSize {

    private final LeaseLimits limits;
    private int events;
    private long bytes;

    BatchSize(LeaseLimits limits) {
        this.limits = limits;
    }

    /** Whether the event is within the limits; if so, it counts. */
    boolean fits(ExportableEvent event) {
        int size = event.sizeHint();
        if (events > 0 && (events >= limits.maxEvents() || bytes > limits.maxBytes() - size)) {
            return false;
        }
        events++;
        bytes += size;
        return true;
    }
}
