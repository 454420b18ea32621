package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.runtime.store.WakeUpDispatcher;

/**
 * Takes the events of a request: all of them or, when the body cannot be decoded, a store has no room or the application
 * stops, none.
 */
@Singleton
class Collector {

    private final BodyReader reader;
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
        this.reader = new BodyReader(settings.maxBodySize(), settings.decodingLimits());
        this.appender = appender;
        this.waiting = new WaitingRequests(settings.maxWait(), dispatcher, System::nanoTime);
        this.memory = new RequestMemory(settings.maxInFlightBytes());
        this.counters = counters;
        this.log = log;
    }

    /** The memory of the requests in flight. */
    RequestMemory memory() {
        return memory;
    }

    /**
     * Decodes a body and appends what it holds. Never throws and never completes exceptionally.
     *
     * @param body the complete body
     * @param coding how it is encoded
     * @param reservation the memory of the request; given back before the reply
     * @return the reply, which may wait for room without a thread
     */
    CompletionStage<Reply> collect(ReceivedBody body, ContentCoding coding, RequestMemory.Reservation reservation) {
        return tryToCollect(body, coding, reservation)
                .exceptionally(this::failed)
                .thenApply(reply -> {
                    reservation.close();
                    return settle(reply);
                });
    }

    private CompletionStage<Reply> tryToCollect(
            ReceivedBody body, ContentCoding coding, RequestMemory.Reservation reservation) {
        try {
            DecodedEvents events = reader.read(body, coding, reservation);
            if (!reservation.resize(events.heapBytes())) {
                throw new NoMemoryException();
            }
            return append(events);
        } catch (InvalidBodyException e) {
            return replied(Reply.of(Outcome.INVALID, String.valueOf(e.getMessage())));
        } catch (BodyTooLargeException e) {
            return replied(Reply.of(Outcome.TOO_LARGE));
        } catch (NoMemoryException e) {
            return replied(Reply.of(Outcome.OVERLOADED));
        } catch (IOException | RuntimeException | Error e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static CompletionStage<Reply> replied(Reply reply) {
        return CompletableFuture.completedStage(reply);
    }

    private CompletionStage<Reply> append(DecodedEvents events) {
        counters.countReceived(events);
        log.decoded(events);
        return waiting.append(events.types(), last -> appender.append(events, last))
                .thenApply(outcome -> outcome == Outcome.ACCEPTED ? Reply.accepted(events) : Reply.of(outcome));
    }

    private Reply failed(Throwable failure) {
        log.failed(failure);
        return Reply.of(Outcome.FAILED);
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
        log.answered(reply);
        return reply;
    }
}
