package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.Manager;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;

/** Takes the events of a request: all of them or, when the body cannot be read or the application stops, none. */
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
            return store(BodyReader.read(body, coding, settings.maxBodySize()));
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
        Outcome outcome = enterAndAppend(events);
        return outcome == Outcome.ACCEPTED ? Reply.accepted(events) : Reply.of(outcome);
    }

    private Outcome enterAndAppend(DecodedEvents events) {
        if (!intake.enter()) {
            counters.countRefused(
                    (long) events.features().size() + events.tracking().size());
            return Outcome.UNAVAILABLE;
        }
        try {
            return append(events);
        } finally {
            intake.leave();
        }
    }

    private Outcome append(DecodedEvents events) {
        Outcome outcome = append(features, events.features());
        if (outcome != Outcome.ACCEPTED) {
            counters.countRefused(events.tracking().size());
            return outcome;
        }
        return append(tracking, events.tracking());
    }

    private <T extends ExportableEvent> Outcome append(Manager<T> manager, List<T> events) {
        if (events.isEmpty()) {
            return Outcome.ACCEPTED;
        }
        return switch (manager.addEvents(events)) {
            case APPENDED -> {
                counters.countStored(events.size());
                yield Outcome.ACCEPTED;
            }
            case DROPPED -> {
                counters.countDropped(events.size());
                yield Outcome.ACCEPTED;
            }
            case REJECTED -> refused(Outcome.BUSY, events);
            // left out before, so this is a store with a limit of its own; to send them again would not help
            case TOO_LARGE -> {
                counters.countDropped(events.size());
                yield Outcome.ACCEPTED;
            }
            case CLOSED -> refused(Outcome.UNAVAILABLE, events);
        };
    }

    private Outcome refused(Outcome outcome, List<?> events) {
        counters.countRefused(events.size());
        return outcome;
    }
}
