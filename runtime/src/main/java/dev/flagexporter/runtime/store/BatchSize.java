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
        // the first one may be larger than the limit, and what is left must not overflow
        if (events > 0
                && (events >= limits.maxEvents() || size > limits.maxBytes() - Math.min(bytes, limits.maxBytes()))) {
            return false;
        }
        events++;
        bytes += size;
        return true;
    }
}
