package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.runtime.store.WakeUpDispatcher;

/**
 * Takes the events of a request: all of them or, when the body cannot be read, a store has no room or the application
 * stops, none.
 */
@Singleton
class Collector {

    private final CollectorSettings settings;
    private final RequestAppender appender;
    private final WaitingRequests waiting;
    private final RequestMemory memory;
    private final CollectorCounters counters;
    private final CollectorLog log;

    @Inject
    Collector(
            CollectorSettings settings,
            RequestAppender appender,
            WakeUpDispatcher dispatcher,
            CollectorCounters counters,
            CollectorLog log) {
        this.settings = settings;
        this.appender = appender;
        this.waiting = new WaitingRequests(settings.maxWait(), dispatcher, System::nanoTime);
        this.memory = new RequestMemory(settings.maxBytesInFlight());
        this.counters = counters;
        this.log = log;
    }

    /**
     * Reads a body and appends what it holds.
     *
     * @param body as it comes in
     * @param coding how it is encoded
     * @param length the length of the body; 0 when it is not known before
     * @return the reply, which may wait for room without a thread; the body has been read by then, or is left unread
     */
    CompletionStage<Reply> collect(InputStream body, ContentCoding coding, long length) {
        boolean isLengthKnown = length > 0 && coding == ContentCoding.IDENTITY;
        RequestMemory.Reservation reservation = memory.open(isLengthKnown ? length : settings.maxBodySize());
        boolean waits = false;
        try {
            if (!reservation.require(length)) {
                throw new NoMemoryException();
            }
            DecodedEvents events = read(body, coding, reservation);
            CompletionStage<Reply> reply = append(events);
            waits = true;
            return reply.whenComplete((replied, failure) -> reservation.close());
        } catch (InvalidBodyException e) {
            return settled(Reply.of(Outcome.INVALID, String.valueOf(e.getMessage())));
        } catch (BodyTooLargeException e) {
            return settled(Reply.of(Outcome.TOO_LARGE));
        } catch (NoMemoryException e) {
            return settled(Reply.of(Outcome.BUSY));
        } catch (IOException e) {
            return settled(Reply.of(Outcome.BROKEN_OFF));
        } finally {
            if (!waits) {
                reservation.close();
            }
        }
    }

    private CompletionStage<Reply> settled(Reply reply) {
        return CompletableFuture.completedStage(settle(reply));
    }

    /**
     * Ends the taking of events: requests that wait for room are answered at once, and no new request is let in. Requests
     * that were let in before are still read and answered.
     */
    void stop() {
        waiting.close();
    }

    /** Whether no new request is to be let in. */
    boolean isStopping() {
        return waiting.isClosed();
    }

    /** Counts a request that is decided, and logs it when its events were not taken. */
    Reply settle(Reply reply) {
        counters.countRequest(reply.outcome());
        if (reply.outcome() != Outcome.ACCEPTED) {
            log.notAccepted(reply);
        }
        return reply;
    }

    private DecodedEvents read(InputStream body, ContentCoding coding, RequestMemory.Reservation reservation)
            throws IOException, InvalidBodyException {
        DecodedEvents events =
                BodyReader.read(body, coding, settings.maxBodySize(), settings.decodingLimits(), reservation);
        if (!reservation.resize(events.heapBytes())) {
            throw new NoMemoryException();
        }
        return events;
    }

    private CompletionStage<Reply> append(DecodedEvents events) {
        counters.countReceived(events);
        log.decoded(events);
        return waiting.append(events.types(), last -> appender.append(events, last))
                .thenApply(outcome -> settle(outcome == Outcome.ACCEPTED ? Reply.accepted(events) : Reply.of(outcome)));
    }
}
