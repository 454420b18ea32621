package dev.flagexporter.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/** Takes batches and counts what is in them. */
final class CountingExporter implements Exporter {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long PAUSE_NANOS = 10_000;

    private final boolean bulk;
    private final AtomicLong events = new AtomicLong();

    CountingExporter(boolean bulk) {
        this.bulk = bulk;
    }

    @Override
    public boolean isBulk() {
        return bulk;
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> batch) {
        take(batch);
    }

    void take(Collection<?> batch) {
        events.addAndGet(batch.size());
    }

    /** How many events it has got so far. */
    long events() {
        return events.get();
    }

    /** Waits until it has got so many events. */
    void awaitEvents(long count) {
        long giveUp = 0;
        while (events() < count) {
            long now = System.nanoTime();
            giveUp = giveUp == 0 ? now + PATIENCE_NANOS : giveUp;
            if (now > giveUp) {
                throw new IllegalStateException("only " + events() + " of " + count + " events came");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
