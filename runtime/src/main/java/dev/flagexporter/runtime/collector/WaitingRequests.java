package dev.flagexporter.runtime.collector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;

/**
 * Requests whose events found no room. None of them holds a thread. A request is tried again when a store may have room,
 * after all earlier requests with events of the same type, so many small ones cannot keep a large one waiting. When its
 * time is over, or the application stops, it is tried for the last time.
 *
 * <p><b>Thread safety.</b> Requests arrive on any thread; all further attempts run one after the other on the thread of
 * the {@link WakeUpDispatcher}. The list is guarded by this object's monitor, which is not held during an attempt.
 */
final class WaitingRequests {

    /** Tries to append the events of a request. */
    @FunctionalInterface
    interface Attempt {

        /**
         * Tries once.
         *
         * @param last whether this decides, so that events without room are counted
         * @return {@link Outcome#BUSY} when there is no room
         */
        Outcome run(boolean last);
    }

    private record Waiting(Set<EventType> types, Attempt attempt, long deadline, CompletableFuture<Outcome> outcome) {}

    private final Duration maxWait;
    private final WakeUpDispatcher dispatcher;
    private final LongSupplier nanoTime;
    private final List<Waiting> waiting = new ArrayList<>();
    private volatile boolean closed;

    /**
     * No request waits.
     *
     * @param maxWait how long a request waits; zero for not at all
     * @param dispatcher calls {@link #retry} when there may be room
     * @param nanoTime a monotonic clock
     */
    WaitingRequests(Duration maxWait, WakeUpDispatcher dispatcher, LongSupplier nanoTime) {
        this.maxWait = maxWait;
        this.dispatcher = dispatcher;
        this.nanoTime = nanoTime;
        dispatcher.register(this::retry);
    }

    /**
     * Appends the events of a request, now or when there is room.
     *
     * @param types the types of the events
     * @param attempt tries to append them
     * @return the outcome, {@link Outcome#BUSY} when there was no room in time, {@link Outcome#UNAVAILABLE} when there was
     *     none before the application stopped
     */
    CompletionStage<Outcome> append(Set<EventType> types, Attempt attempt) {
        if (closed || maxWait.isZero()) {
            return CompletableFuture.completedStage(decided(attempt.run(true)));
        }
        if (!hasWaiting(types)) {
            Outcome outcome = attempt.run(false);
            if (outcome != Outcome.BUSY) {
                return CompletableFuture.completedStage(outcome);
            }
        }
        Waiting request =
                new Waiting(types, attempt, nanoTime.getAsLong() + maxWait.toNanos(), new CompletableFuture<>());
        synchronized (this) {
            waiting.add(request);
        }
        Executor atDeadline = CompletableFuture.delayedExecutor(maxWait.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
        atDeadline.execute(dispatcher::signal);
        // there may have been room since the attempt, and it may have closed
        dispatcher.signal();
        return request.outcome();
    }

    /** Lets no request wait any more. Those that wait are tried for the last time, soon. */
    void close() {
        closed = true;
        dispatcher.signal();
    }

    boolean isClosed() {
        return closed;
    }

    /** A sender that finds no room in an application that stops is to go elsewhere, not to come back. */
    private Outcome decided(Outcome outcome) {
        return closed && outcome == Outcome.BUSY ? Outcome.UNAVAILABLE : outcome;
    }

    private synchronized boolean hasWaiting(Set<EventType> types) {
        return waiting.stream().anyMatch(request -> request.types().stream().anyMatch(types::contains));
    }

    synchronized int count() {
        return waiting.size();
    }

    private synchronized List<Waiting> all() {
        return List.copyOf(waiting);
    }

    private synchronized void remove(Waiting request) {
        waiting.remove(request);
    }

    /** Tries all requests again, in order. */
    void retry() {
        Set<EventType> full = EnumSet.noneOf(EventType.class);
        for (Waiting request : all()) {
            boolean last = closed || nanoTime.getAsLong() - request.deadline() >= 0;
            boolean isBehind = request.types().stream().anyMatch(full::contains);
            if (last || !isBehind) {
                retry(request, last, full);
            } else {
                full.addAll(request.types());
            }
        }
    }

    private void retry(Waiting request, boolean last, Set<EventType> full) {
        Outcome outcome;
        try {
            outcome = request.attempt().run(last);
        } catch (RuntimeException | Error e) {
            remove(request);
            request.outcome().completeExceptionally(e);
            return;
        }
        if (outcome == Outcome.BUSY) {
            full.addAll(request.types());
        }
        if (last || outcome != Outcome.BUSY) {
            remove(request);
            request.outcome().complete(decided(outcome));
        }
    }
}
