package dev.flagexporter.runtime.collector;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.Manager;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.PreparedAppend;

/** Appends the events of a request to both stores: all of them or none. */
@Singleton
class RequestAppender {

    private final Intake intake;
    private final Manager<FeatureEvent> features;
    private final Manager<TrackingEvent> tracking;
    private final CollectorCounters counters;

    @Inject
    RequestAppender(
            Intake intake,
            Manager<FeatureEvent> features,
            Manager<TrackingEvent> tracking,
            CollectorCounters counters) {
        this.intake = intake;
        this.features = features;
        this.tracking = tracking;
        this.counters = counters;
    }

    /**
     * Appends the events, or answers {@link Outcome#BUSY} or {@link Outcome#UNAVAILABLE}. Has room in both stores before
     * an event is put into one of them; that happens before the intake is acquired, because it may wait.
     *
     * @param last whether the sender gets the answer, so that events that were not appended are counted
     */
    Outcome append(DecodedEvents events, boolean last) {
        try (PreparedAppend first = prepare(features, events.features())) {
            if (isNotAppended(first.answer())) {
                return notAppended(first, events, last);
            }
            try (PreparedAppend second = prepare(tracking, events.tracking())) {
                return isNotAppended(second.answer())
                        ? notAppended(second, events, last)
                        : acquireAndAppend(first, second, events);
            }
        }
    }

    private static <T extends ExportableEvent> PreparedAppend prepare(Manager<T> manager, List<T> events) {
        return events.isEmpty() ? PreparedAppend.of(AppendResult.APPENDED) : manager.prepareEvents(events);
    }

    private Outcome acquireAndAppend(PreparedAppend first, PreparedAppend second, DecodedEvents events) {
        if (!intake.tryAcquire()) {
            counters.countNotAppended(events.count());
            return Outcome.UNAVAILABLE;
        }
        try {
            Outcome outcome = append(first, events.features());
            Outcome other = append(second, events.tracking());
            return outcome == Outcome.ACCEPTED ? other : outcome;
        } finally {
            intake.release();
        }
    }

    private Outcome append(PreparedAppend prepared, List<?> events) {
        AppendResult result = prepared.append();
        if (isNotAppended(result)) {
            counters.countNotAppended(events.size());
            return outcome(result);
        }
        if (result == AppendResult.APPENDED) {
            counters.countStored(events.size());
        } else {
            counters.countDropped(events.size());
        }
        return Outcome.ACCEPTED;
    }

    /** Whether the sender has to send the events again. */
    private static boolean isNotAppended(AppendResult result) {
        return result == AppendResult.FULL || result == AppendResult.CLOSED;
    }

    private static Outcome outcome(AppendResult result) {
        return result == AppendResult.FULL ? Outcome.BUSY : Outcome.UNAVAILABLE;
    }

    private Outcome notAppended(PreparedAppend prepared, DecodedEvents events, boolean last) {
        Outcome outcome = outcome(prepared.answer());
        if (last || outcome != Outcome.BUSY) {
            // has the store count them
            prepared.append();
            counters.countNotAppended(events.count());
        }
        return outcome;
    }
}
