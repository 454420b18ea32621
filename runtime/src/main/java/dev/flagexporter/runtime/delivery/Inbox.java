package dev.flagexporter.runtime.delivery;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import org.jspecify.annotations.Nullable;

/**
 * What callers ask of an exporter, and the cycle in which its worker answers that. A request that is left while the
 * worker is busy belongs to the cycle after, because the wake-up follows the request.
 */
final class Inbox {

    private final Worker worker;
    private final DeliveryClock clock;
    private final Accounts<?> accounts;
    private final RequestBox<FlushResult> flushes = new RequestBox<>();
    private final RequestBox<ReplayResult> replays = new RequestBox<>();
    private volatile @Nullable Cycle unfinished;

    Inbox(Worker worker, DeliveryClock clock, Accounts<?> accounts) {
        this.worker = worker;
        this.clock = clock;
        this.accounts = accounts;
    }

    CompletionStage<FlushResult> flush() {
        CompletionStage<FlushResult> answer = flushes.leave();
        worker.wake();
        return answer;
    }

    CompletionStage<ReplayResult> replayDeadLetters() {
        CompletionStage<ReplayResult> answer = replays.leave();
        worker.wake();
        return answer;
    }

    /** Begins a cycle for all that was asked so far. */
    Cycle begin(boolean last, Progress start) {
        Cycle cycle = new Cycle(last, flushes.take(), replays.take(), start);
        unfinished = cycle;
        return cycle;
    }

    /** The cycle that has not come to its end. */
    @Nullable
    Cycle unfinished() {
        return unfinished;
    }

    /** Everything that was asked in the cycle is answered. */
    void finished() {
        unfinished = null;
    }

    void answerFlush(Cycle cycle, Optional<ExportFailure> failure) {
        cycle.flush().answer(() -> accounts.since(cycle.start(), failure));
    }

    /** Answers what is not answered yet. */
    void fail(Cycle cycle, ExportFailure failure) {
        answerFlush(cycle, Optional.of(failure));
        cycle.replay().answer(() -> failed(failure));
    }

    /** Answers everything, also what is still to come: the exporter has stopped. */
    void close(Optional<ExportFailure> whyNotAll) {
        Cycle hanging = unfinished;
        if (hanging != null) {
            answerFlush(hanging, whyNotAll);
            hanging.replay().answer(this::stopped);
        }
        flushes.close(() -> accounts.since(accounts.progress(), whyNotAll));
        replays.close(this::stopped);
    }

    /** The answer to a replay that comes too late. */
    ReplayResult stopped() {
        return failed(new ExportFailure(clock.now(), 1, new IllegalStateException("the exporter is stopped")));
    }

    private static ReplayResult failed(ExportFailure failure) {
        return new ReplayResult(0, 0, 0, Optional.of(failure));
    }
}
