package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import org.jspecify.annotations.Nullable;

/**
 * The requests of callers that wait for an exporter's worker. Requests of one kind that wait at the same time are one
 * request with one answer. A request that arrives while the worker is busy belongs to its next cycle. After the stop,
 * every request is answered immediately.
 *
 * <p><b>Thread safety.</b> Any thread adds a request, the worker takes it. Both hold this object's monitor, and only for
 * a moment. Callers are answered on threads of their own.
 */
final class PendingRequests {

    /** Another exporter that takes the place of the present one. */
    static final class Successor {

        final ExporterSetup setup;
        private final Patience patience;
        private final Request<ReplaceResult> request;

        Successor(ExporterSetup setup, Patience patience, Request<ReplaceResult> request) {
            this.setup = setup;
            this.patience = patience;
            this.request = request;
        }

        void answer(ReplaceResult result) {
            request.answer(result);
        }
    }

    /**
     * How long the worker may take for a stop or a successor.
     *
     * @param end when live events must be delivered
     * @param replayEnd when a replay must have ended: early enough for live events
     */
    private record Patience(Deadline end, Deadline replayEnd) {

        static Patience of(Duration time, String reason, DeliveryClock clock) {
            long now = clock.nanoTime();
            long forReplay = Math.min(ExporterCalls.GRACE.toNanos(), time.toNanos() / 4);
            return new Patience(new Deadline(now + time.toNanos(), reason), new Deadline(now + forReplay, reason));
        }

        Patience earlierOf(Patience other) {
            return new Patience(end.earlierOf(other.end), replayEnd.earlierOf(other.replayEnd));
        }
    }

    /**
     * The work of the worker in one cycle.
     *
     * @param deliver whether to export pending events, unless the worker waits after a failure
     * @param flush a request to export pending events even then; null for none
     * @param replay a request to replay dead letters; null for none
     * @param stop whether the exporter stops afterwards
     */
    record Taken(
            boolean deliver,
            @Nullable Request<FlushResult> flush,
            @Nullable Request<ReplayResult> replay,
            boolean stop) {

        void answerFlush(Supplier<FlushResult> result) {
            if (flush != null) {
                flush.answer(result.get());
            }
        }

        void answerReplay(Supplier<ReplayResult> result) {
            if (replay != null) {
                replay.answer(result.get());
            }
        }
    }

    private final DeliveryClock clock;
    private final Runnable signal;
    private final Answers answers;
    private boolean deliver = true;
    private @Nullable Request<FlushResult> flush;
    private @Nullable Request<ReplayResult> replay;
    private @Nullable Successor successor;
    private @Nullable Patience stop;
    private boolean closed;
    private @Nullable Supplier<FlushResult> lateFlush;
    private @Nullable Supplier<ReplayResult> lateReplay;

    /** {@code signal} wakes the worker; it never blocks. */
    PendingRequests(DeliveryClock clock, Runnable signal, Answers answers) {
        this.clock = clock;
        this.signal = signal;
        this.answers = answers;
    }

    /** Asks the worker to export what is pending. */
    void wake() {
        synchronized (this) {
            deliver = true;
        }
        signal.run();
    }

    CompletionStage<FlushResult> flush() {
        CompletionStage<FlushResult> answer;
        synchronized (this) {
            if (lateFlush != null) {
                return CompletableFuture.completedStage(lateFlush.get());
            }
            flush = flush == null ? new Request<>(answers) : flush;
            answer = flush.join();
        }
        signal.run();
        return answer;
    }

    CompletionStage<ReplayResult> replayDeadLetters() {
        CompletionStage<ReplayResult> answer;
        synchronized (this) {
            if (lateReplay != null) {
                return CompletableFuture.completedStage(lateReplay.get());
            }
            replay = replay == null ? new Request<>(answers) : replay;
            answer = replay.join();
        }
        signal.run();
        return answer;
    }

    /** Leaves a successor; an earlier one that still waits is superseded. The present exporter has this time to make room. */
    CompletionStage<ReplaceResult> replace(ExporterSetup setup, Duration time) {
        Request<ReplaceResult> request = new Request<>(answers);
        CompletionStage<ReplaceResult> answer = request.join();
        Successor mine =
                new Successor(setup, Patience.of(time, "the time to make room for its successor", clock), request);
        Successor superseded;
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedStage(ReplaceResult.STOPPED);
            }
            superseded = successor;
            successor = mine;
        }
        if (superseded != null) {
            superseded.answer(ReplaceResult.SUPERSEDED);
        }
        signal.run();
        return answer;
    }

    /** Asks for a last flush within a time, and for the end afterwards. */
    void stop(Duration time) {
        synchronized (this) {
            stop = Patience.of(time, "the shutdown-timeout of " + time.toMillis() + " ms", clock);
            flush = flush == null ? new Request<>(answers) : flush;
        }
        signal.run();
    }

    /** Whether the worker has something to do that does not wait for a time. */
    synchronized boolean isWaiting(boolean retryIsWaiting) {
        return flush != null || replay != null || successor != null || (deliver && !retryIsWaiting);
    }

    synchronized boolean isStopRequested() {
        return stop != null;
    }

    /** Whether the time for the last flush is over. */
    synchronized boolean isStopOverdue() {
        return stop != null && stop.end.remaining(clock) <= 0;
    }

    /** Takes everything; a request to replay dead letters stays while another one is in progress. */
    synchronized Taken take(boolean replayToo) {
        Taken taken = new Taken(deliver, flush, replayToo ? replay : null, stop != null);
        deliver = false;
        flush = null;
        replay = replayToo ? null : replay;
        return taken;
    }

    synchronized Optional<Successor> successor() {
        return stop == null || stop.end.remaining(clock) > 0 ? Optional.ofNullable(successor) : Optional.empty();
    }

    /** False if another successor has come since. */
    synchronized boolean takeSuccessor(Successor taken) {
        boolean same = taken.equals(successor);
        successor = same ? null : successor;
        return same;
    }

    /** When calls must have returned for the sake of a stop or a successor. */
    Optional<Deadline> deadline() {
        return patience().map(Patience::end);
    }

    /** The same for calls of a replay. */
    Optional<Deadline> replayDeadline() {
        return patience().map(Patience::replayEnd);
    }

    /** The deadline of a call: its own, or an earlier one that a stop or a successor brings while it runs. */
    Supplier<Deadline> limit(Deadline own) {
        return () -> deadline().map(own::earlierOf).orElse(own);
    }

    /** The same for a call of a replay. */
    Supplier<Deadline> limitReplay(Deadline own) {
        return () -> replayDeadline().map(own::earlierOf).orElse(own);
    }

    private synchronized Optional<Patience> patience() {
        Optional<Patience> last = Optional.ofNullable(stop);
        Optional<Patience> next = Optional.ofNullable(successor).map(waiting -> waiting.patience);
        return last.map(both -> next.map(both::earlierOf).orElse(both)).or(() -> next);
    }

    /** The exporter has stopped: answers the waiting requests and all later ones. May be repeated if it fails. */
    void close(Supplier<FlushResult> lastFlush, Supplier<ReplayResult> lastReplay) {
        // first, because it may fail: whatever is taken below gets its answer
        FlushResult flushResult = lastFlush.get();
        ReplayResult replayResult = lastReplay.get();
        Taken left;
        Successor waiting;
        synchronized (this) {
            closed = true;
            lateFlush = lastFlush;
            lateReplay = lastReplay;
            left = take(true);
            waiting = successor;
            successor = null;
        }
        left.answerFlush(() -> flushResult);
        left.answerReplay(() -> replayResult);
        if (waiting != null) {
            waiting.answer(ReplaceResult.STOPPED);
        }
    }
}
