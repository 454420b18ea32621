package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.runtime.delivery.ExporterCalls.AbandonedCallException;
import dev.flagexporter.runtime.delivery.PendingRequests.Successor;
import dev.flagexporter.runtime.delivery.PendingRequests.Taken;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the events of one exporter. Everything that can make it export only leaves a request and wakes it; it decides
 * in one place, {@link #cycle()}, what to do: wait, take requests, lease, export, settle, answer.
 *
 * <p><b>Thread safety.</b> The worker's thread runs the cycles and alone uses the exporter, the batch and the retry state.
 * It never runs foreign code and never blocks but to wait for a signal or a time: calls of the exporter and of its
 * dead-letter file run on another thread ({@link ExporterCalls}). So nothing that hangs there keeps it from retrying,
 * replacing the exporter or stopping.
 */
final class ExporterWorker<T extends ExportableEvent> {

    /** How long to wait after a failure of the worker itself, and how long a closing exporter has at least. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final String name;
    private final EventStore<T> store;
    private final WorkerEnvironment environment;
    private final DeliveryClock clock;
    private final PendingRequests requests;
    private final ExporterCounters<T> counters;
    private final Batch<T> batch;
    private final RetryState retry;
    private final DeliveryLog log;
    private final LifeCycle<T> life;
    private volatile ActiveExporter<T> active;
    private volatile List<ExporterCalls> replaced = List.of();
    private volatile @Nullable Thread thread;

    // used by the worker's thread only
    private @Nullable Taken unanswered;
    private @Nullable DeadLetterReplay<T> replay;
    private boolean gaveUp;
    private long pausedUntil;

    ExporterWorker(ExporterSetup setup, EventStore<T> store, WorkerEnvironment environment) {
        this.name = setup.name();
        this.store = store;
        this.environment = environment;
        this.clock = environment.clock();
        Answers answers = new Answers(name, environment.threads());
        this.requests = new PendingRequests(clock, this::signal, answers);
        this.counters = new ExporterCounters<>(store, name);
        this.batch = new Batch<>(store, counters, clock);
        this.retry = new RetryState(setup.delivery().retry(), clock, environment.random());
        this.log = new DeliveryLog(name, clock);
        this.life = new LifeCycle<>(requests, counters, log, answers);
        this.active = new ActiveExporter<>(setup, environment.calls().get(), clock);
        this.pausedUntil = clock.nanoTime();
    }

    PendingRequests requests() {
        return requests;
    }

    ExporterCounters<T> counters() {
        return counters;
    }

    RetryState retry() {
        return retry;
    }

    ExporterSetup setup() {
        return active.setup();
    }

    /** How many calls hang, those of replaced exporters included. */
    int hangingCalls() {
        // in this order: an exporter is among the replaced ones before its successor is active
        ExporterCalls current = active.calls();
        return Stream.concat(replaced.stream(), Stream.of(current))
                .distinct()
                .mapToInt(ExporterCalls::hanging)
                .sum();
    }

    /** Fails if no thread can be started; may be called again then. */
    void start() {
        if (life.start()) {
            boolean running = false;
            try {
                environment.threads().accept("flag-exporter-" + name + "-worker", this::run);
                running = true;
            } finally {
                if (!running) {
                    life.notStarted(this::notStarted);
                }
            }
        }
    }

    private void signal() {
        LockSupport.unpark(thread);
    }

    private void run() {
        thread = Thread.currentThread();
        while (!life.isOver()) {
            awaitWork();
            cycle();
        }
    }

    private void awaitWork() {
        try {
            for (long left = untilWork(); left > 0; left = untilWork()) {
                clock.park(left);
            }
        } catch (RuntimeException | Error e) {
            // the store or memory fails: the cycle finds out as well and reports it, but not without a pause
            clock.park(PAUSE.toNanos());
        }
    }

    /** How long there is nothing to do, in nanoseconds; zero or negative when there is something. */
    long untilWork() {
        if (pausedUntil - clock.nanoTime() > 0) {
            return pausedUntil - clock.nanoTime();
        }
        if (unanswered != null || replay != null || requests.isWaiting(retry.isWaiting())) {
            return 0;
        }
        long wait = retry.isFailing() ? retry.remaining() : LONGEST_WAIT.toNanos();
        OptionalLong losses = log.untilNextLosses(counters.counts());
        return Math.min(wait, Math.min(losses.orElse(wait), untilStopIsOverdue(wait)));
    }

    private long untilStopIsOverdue(long otherwise) {
        return life.isStopRequested()
                ? requests.deadline().map(deadline -> deadline.remaining(clock)).orElse(otherwise)
                : otherwise;
    }

    /** Does everything there is to do now. Never fails: an exporter whose worker has ended would be dead in silence. */
    void cycle() {
        Progress start = counters.progress();
        try {
            Taken taken = unanswered == null ? requests.take(replay == null) : unanswered;
            unanswered = taken;
            run(taken, start);
            unanswered = null;
        } catch (Throwable e) {
            pausedUntil = clock.nanoTime() + PAUSE.toNanos();
            requests.wake();
            failedInternally(start, e);
        }
    }

    private void run(Taken taken, Progress start) {
        Optional<ExportFailure> failure = Optional.empty();
        if (isDue(taken) && !requests.isStopOverdue()) {
            failure = deliver();
            if (failure.isPresent() || !requests.isStopOverdue()) {
                prepareNext(start, failure);
            }
        }
        if (requests.isStopOverdue() || (taken.stop() && isDone())) {
            stopNow(taken, start);
            return;
        }
        answerFlush(taken, start, failure);
        replayBatch(taken);
        log.lost(counters.counts());
    }

    private boolean isDue(Taken taken) {
        return taken.flush() != null
                || requests.successor().isPresent()
                || (!retry.isWaiting() && (taken.deliver() || retry.isFailing()));
    }

    /** Nothing is left to deliver before a stop. In a cycle without an attempt, a failure may still be waited out. */
    private boolean isDone() {
        return !retry.isFailing() || counters.pending() == 0;
    }

    private void answerFlush(Taken taken, Progress start, Optional<ExportFailure> failure) {
        if (taken.flush() != null) {
            taken.flush().answer(counters.since(start, failure));
        }
    }

    private void answerReplay(Taken taken, ReplayResult result) {
        if (taken.replay() != null) {
            taken.replay().answer(result);
        }
    }

    /** A defect, or a lack of memory: the events are still there, and whoever waits needs an answer. */
    private void failedInternally(Progress start, Throwable thrown) {
        try {
            ExportFailure failure = new ExportFailure(clock.now(), 1, thrown);
            retry.failed(failure, false);
            store.setFailing(name, true);
            log.failedInternally(thrown);
            endReplay(thrown);
            if (unanswered != null) {
                answerFlush(unanswered, start, Optional.of(failure));
                answerReplay(unanswered, LifeCycle.replayFailed(failure));
                unanswered = null;
            }
        } catch (Throwable e) {
            // no memory even for that: the next cycle tries again, and gives the answers
            pausedUntil = clock.nanoTime() + PAUSE.toNanos();
        }
    }

    /** Exports what is pending. A successor continues where the exporter before it made room. */
    private Optional<ExportFailure> deliver() {
        Optional<ExportFailure> failure;
        do {
            replaceExporter();
            failure = exportPending();
        } while (failure.isEmpty() && requests.successor().isPresent());
        return failure;
    }

    private void replaceExporter() {
        for (Optional<Successor> next = requests.successor(); next.isPresent(); next = requests.successor()) {
            replaceBy(next.get());
        }
    }

    /** Whatever fails here, memory for example: the successor waits for the next cycle, or is at work and answered. */
    private void replaceBy(Successor successor) {
        ActiveExporter<T> fresh =
                new ActiveExporter<>(successor.setup, environment.calls().get(), clock);
        endReplay("the exporter is replaced");
        active.close(deadline()).ifPresent(log::notClosed);
        List<ExporterCalls> stillHanging = Stream.concat(replaced.stream(), Stream.of(active.calls()))
                .filter(calls -> calls.hanging() > 0)
                .toList();
        Runnable resumption = batch.resumption(fresh.settings().batchLimits());
        if (requests.takeSuccessor(successor)) {
            // nothing fails between this and the answer
            resumption.run();
            retry.restart(fresh.settings().retry());
            replaced = stillHanging;
            active = fresh;
            successor.answer(ReplaceResult.REPLACED);
            log.replaced(fresh.setup().kind(), counters.pending());
        }
    }

    /** Events that are appended meanwhile wait for the next cycle. */
    private Optional<ExportFailure> exportPending() {
        long pending = store.pendingEventCount(name);
        long target = settled() + pending;
        Optional<ExportFailure> failure = pending == 0 && mayContinue() ? openAhead() : settleGivenUp(1);
        while (failure.isEmpty() && settled() < target && mayContinue()) {
            Optional<Delivery<T>> next = batch.next(name, active.batchLimits(target - settled()));
            if (next.isEmpty()) {
                break;
            }
            failure = attempt(next.get());
        }
        return failure;
    }

    private long settled() {
        return counters.progress().settled();
    }

    private boolean mayContinue() {
        return !requests.isStopOverdue() && requests.successor().isEmpty();
    }

    /** Opens the exporter although nothing is pending, so that an error shows early. */
    private Optional<ExportFailure> openAhead() {
        return active.open(deadline()).map(thrown -> failure(Math.max(1, active.openAttempts()), thrown));
    }

    private ExportFailure failure(int attempt, Throwable cause) {
        return new ExportFailure(clock.now(), attempt, cause);
    }

    private Optional<ExportFailure> attempt(Delivery<T> delivery) {
        int attempt = batch.attempt();
        Optional<Throwable> thrown = active.export(delivery, attempt, deadline());
        Optional<Throwable> failed = batch.settle(Outcome.of(thrown, delivery.size()), active.settings());
        thrown.filter(AbandonedCallException.class::isInstance)
                .ifPresent(abandoned -> countAbandoned(failure(attempt, abandoned), delivery));
        Optional<ExportFailure> notSettled = settleGivenUp(attempt);
        return failed.map(cause -> failure(attempt, cause)).or(() -> notSettled);
    }

    private void countAbandoned(ExportFailure failure, Delivery<T> delivery) {
        int again = active.hasSent() && batch.givenUp().isEmpty() ? delivery.size() : 0;
        counters.set(counters.progress().possiblyDuplicating(again));
        log.abandoned(failure, again);
    }

    /** Drops what was given up, or writes it to the dead-letter file. */
    private Optional<ExportFailure> settleGivenUp(int attempt) {
        batch.givenUp().forEach(log::givenUp);
        Optional<Throwable> thrown = batch.givenUp().isEmpty()
                ? Optional.empty()
                : active.deadLetters().settle(batch, counters, deadline());
        batch.commitWhenSettled();
        return thrown.map(cause -> failure(attempt, cause));
    }

    private void prepareNext(Progress start, Optional<ExportFailure> failure) {
        Progress now = counters.progress();
        boolean delivered = now.delivered() > start.delivered();
        if (failure.isPresent()) {
            gaveUp = now.givenUp().exhausted().total()
                    > start.givenUp().exhausted().total();
            Duration wait = retry.failed(failure.get(), delivered);
            store.setFailing(name, true);
            log.failed(failure.get(), wait, counters.pending());
            return;
        }
        if (delivered || !gaveUp) {
            log.recovered();
        }
        retry.succeeded();
        store.setFailing(name, false);
        store.whenPending(name, active.wakeAtEvents(), active.wakeAtBytes(), requests::wake);
    }

    /** Live events come first: one batch of dead letters per cycle. */
    private void replayBatch(Taken taken) {
        // it has begun already if the cycle before this one failed
        if (taken.replay() != null && replay == null) {
            replay = new DeadLetterReplay<>(active, requests, clock, taken.replay());
        }
        if (replay != null && requests.isStopRequested()) {
            endReplay("the exporter stops");
        }
        if (replay != null && !replay.step()) {
            replay = null;
        }
    }

    private void endReplay(String reason) {
        endReplay(new IllegalStateException(reason));
    }

    private void endReplay(Throwable reason) {
        if (replay != null) {
            replay.endEarly(reason);
            replay = null;
        }
    }

    /** When a call that starts now must have returned: a stop or a successor may bring that forward. */
    private Supplier<Deadline> deadline() {
        Deadline attempt = active.attemptDeadline();
        return () -> requests.deadline().map(attempt::earlierOf).orElse(attempt);
    }

    /** Asks for a last flush and the end. */
    CompletionStage<FlushResult> stop() {
        return life.stop(shutdownTimeout(), notStarted());
    }

    /** Delivers what was appended so far, and is not a consumer of the store any more. Must not follow a stop. */
    CompletionStage<FlushResult> remove() {
        return life.remove(shutdownTimeout(), notStarted());
    }

    private Duration shutdownTimeout() {
        return active.settings().timeouts().shutdown();
    }

    private ExportFailure notStarted() {
        return failure(1, new IllegalStateException("stopped before it was started"));
    }

    private void stopNow(Taken taken, Progress start) {
        Optional<ExportFailure> reason = retry.current().or(this::notInTime);
        ReplayResult noReplay =
                LifeCycle.replayFailed(failure(1, new IllegalStateException("the exporter is stopped")));
        endReplay("the exporter stops");
        close();
        answerFlush(taken, start, reason);
        answerReplay(taken, noReplay);
        life.report(reason, noReplay);
    }

    /** The stop has an end although no thread can be started for the close. */
    private void close() {
        try {
            active.close(deadline()).ifPresent(log::notClosed);
        } catch (OutOfMemoryError e) {
            if (!requests.isStopOverdue()) {
                throw e;
            }
            log.notClosed(e);
        }
    }

    private Optional<ExportFailure> notInTime() {
        return requests.isStopOverdue()
                ? Optional.of(failure(
                        1,
                        new IllegalStateException("not delivered within the shutdown-timeout of "
                                + shutdownTimeout().toMillis() + " ms")))
                : Optional.empty();
    }

    ExporterState state() {
        return life.state(retry.isFailing());
    }
}
