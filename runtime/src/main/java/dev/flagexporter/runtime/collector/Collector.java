package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.DataExporter;
import dev.flagexporter.ExporterState;
import dev.flagexporter.Manager;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.PreparedAppend;

/**
 * Takes the events of a request: all of them or, when the body cannot be read, a store has no room or the
 * application stops, none.
 */
@Singleton
class Collector {

    private final CollectorSettings settings;
    private final Intake intake;
    private final Manager<FeatureEvent> features;
    private final Manager<TrackingEvent> tracking;
    private final CollectorCounters counters;
    private final CollectorLog log;

    @Inject
    Collector(
            CollectorSettings settings,
            Intake intake,
            Manager<FeatureEvent> features,
            Manager<TrackingEvent> tracking,
            CollectorCounters counters,
            CollectorLog log) {
        this.settings = settings;
        this.intake = intake;
        this.features = features;
        this.tracking = tracking;
        this.counters = counters;
        this.log = log;
    }

    /** Reads a body and appends what it holds. */
    Reply collect(InputStream body, ContentCoding coding) {
        return settle(tryToCollect(body, coding));
    }

    /** Counts a request that is decided, and logs it when it was refused. */
    Reply settle(Reply reply) {
        counters.countRequest(reply.outcome());
        if (reply.outcome() != Outcome.ACCEPTED) {
            log.refused(reply);
        }
        return reply;
    }

    private Reply tryToCollect(InputStream body, ContentCoding coding) {
        try {
            return store(BodyReader.read(body, coding, settings.maxBodySize(), settings.maxEvents()));
        } catch (InvalidBodyException e) {
            return Reply.of(Outcome.INVALID, String.valueOf(e.getMessage()));
        } catch (BodyTooLargeException e) {
            return Reply.of(Outcome.TOO_LARGE);
        } catch (IOException e) {
            return Reply.of(Outcome.BROKEN_OFF);
        }
    }

    private Reply store(DecodedEvents events) {
        events.rejectLargerThan(settings.maxEventSize());
        counters.countReceived(events);
        log.decoded(events);
        Outcome outcome = prepareAndAppend(events);
        return outcome == Outcome.ACCEPTED ? Reply.accepted(events) : Reply.of(outcome);
    }

    /** Has room in both stores before anything is put into one of them. Outside of the gate, because it may wait. */
    private Outcome prepareAndAppend(DecodedEvents events) {
        try (PreparedAppend first = prepare(features, events.features())) {
            if (isRefused(first.answer())) {
                return refused(first.answer(), events);
            }
            try (PreparedAppend second = prepare(tracking, events.tracking())) {
                return isRefused(second.answer())
                        ? refused(second.answer(), events)
                        : enterAndAppend(first, second, events);
            }
        }
    }

    private static <T extends ExportableEvent> PreparedAppend prepare(Manager<T> manager, List<T> events) {
        if (events.isEmpty()) {
            return PreparedAppend.of(AppendResult.APPENDED);
        }
        PreparedAppend prepared = manager.prepareEvents(events);
        if (prepared.answer() != AppendResult.APPENDED) {
            makeRoom(manager);
        }
        return prepared;
    }

    /**
     * Many events at once may find no room long before an exporter's threshold is reached, and would be refused until
     * its interval is over. Exporters that fail keep to their waits.
     */
    private static void makeRoom(Manager<?> manager) {
        manager.exporters().stream()
                .filter(exporter -> exporter.state() == ExporterState.RUNNING)
                .forEach(DataExporter::flush);
    }

    private Outcome enterAndAppend(PreparedAppend first, PreparedAppend second, DecodedEvents events) {
        if (!intake.enter()) {
            return refused(AppendResult.CLOSED, events);
        }
        try {
            Outcome outcome = settle(first.append(), events.features());
            Outcome other = settle(second.append(), events.tracking());
            return outcome == Outcome.ACCEPTED ? other : outcome;
        } finally {
            intake.leave();
        }
    }

    private Outcome settle(AppendResult result, List<?> events) {
        if (isRefused(result)) {
            counters.countRefused(events.size());
            return outcome(result);
        }
        if (result == AppendResult.APPENDED) {
            counters.countStored(events.size());
        } else {
            counters.countDropped(events.size());
        }
        return Outcome.ACCEPTED;
    }

    /** Whether to have the sender try again. */
    private static boolean isRefused(AppendResult result) {
        return result == AppendResult.FULL || result == AppendResult.CLOSED;
    }

    private static Outcome outcome(AppendResult refusal) {
        return refusal == AppendResult.FULL ? Outcome.BUSY : Outcome.UNAVAILABLE;
    }

    private Outcome refused(AppendResult refusal, DecodedEvents events) {
        counters.countRefused(
                (long) events.features().size() + events.tracking().size());
        return outcome(refusal);
    }
}
