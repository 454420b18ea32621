package dev.flagexporter.runtime.store;

import java.util.List;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.PreparedAppend;

/**
 * Several events on their way into the log, all or none. Whatever happens, {@link #close} gives back the room of those
 * that did not arrive. Used by one thread.
 */
final class AdmittedEvents<T extends ExportableEvent> implements PreparedAppend {

    private final InMemoryEventStore<T> store;
    private final Admission admission;
    private final Intake intake;
    private final List<T> events;
    private final long bytes;
    private int left;

    AdmittedEvents(InMemoryEventStore<T> store, Admission admission, Intake intake, List<T> events, long bytes) {
        this.store = store;
        this.admission = admission;
        this.intake = intake;
        this.events = events;
        this.bytes = bytes;
    }

    /** Takes room for all; else what to answer. */
    AppendResult admit() {
        AppendResult answer = admission.admit(events.size(), bytes);
        if (answer == AppendResult.APPENDED) {
            left = events.size();
        }
        return answer;
    }

    @Override
    public AppendResult answer() {
        return AppendResult.APPENDED;
    }

    @Override
    public AppendResult append() {
        if (!intake.tryAcquire()) {
            return store.closed(events.size());
        }
        try {
            return putAll();
        } finally {
            intake.release();
        }
    }

    private AppendResult putAll() {
        for (T event : events) {
            if (!store.put(event)) {
                // only a store that was stopped without closing the intake gets here, before its first event
                return store.closed(events.size());
            }
            left--;
        }
        if (bytes > 0) {
            store.counted(bytes);
        }
        return AppendResult.APPENDED;
    }

    @Override
    public void close() {
        int unused = left;
        left = 0;
        if (unused > 0) {
            admission.giveBack(unused, bytes);
        }
    }
}
