package dev.flagexporter.testkit.exporter;

import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.flagexporter.spi.event.ExportableEvent;

/** Events of which one is held back: whoever reads it is in the middle of an export until it is let through. */
final class GatedEvents extends AbstractList<ExportableEvent> {

    private final List<? extends ExportableEvent> events;
    private final int gate;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private GatedEvents(List<? extends ExportableEvent> events, int gate) {
        this.events = events;
        this.gate = gate;
    }

    static GatedEvents atTheFirst(Batch batch) {
        return new GatedEvents(batch.events(), 0);
    }

    static GatedEvents atTheLast(Batch batch) {
        return new GatedEvents(batch.events(), batch.size() - 1);
    }

    @Override
    public int size() {
        return events.size();
    }

    @Override
    public ExportableEvent get(int index) {
        if (index == gate) {
            reached.countDown();
            awaitRelease();
        }
        return events.get(index);
    }

    /** An interrupt is left for the exporter to see. */
    private void awaitRelease() {
        boolean interrupted = false;
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isReachedWithin(Duration patience) throws InterruptedException {
        return reached.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void release() {
        released.countDown();
    }
}
