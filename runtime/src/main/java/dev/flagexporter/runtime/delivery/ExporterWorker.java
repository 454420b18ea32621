package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.delivery.PendingRequests.Successor;
import dev.flagexporter.runtime.delivery.PendingRequests.Taken;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the events of one exporter. Everything that makes it export only adds a request and wakes it. One place,
 * {@link #cycle()}, decides what to do: wait, take requests, lease, export, settle, answer.
 *
 * <p><b>Thread safety.</b> The worker's thread runs the cycles and alone uses the exporter, the batch and the retry state.
 * It runs no foreign code, and waits only for a signal or a time. Calls of the exporter and of its dead-letter file run on
 * another thread ({@link ExporterCalls}). So a call that hangs never keeps it from retrying, replacing the exporter or
 * stopping.
 */
final class ExporterWorker<T extends ExportableEvent> {

    /** How long to wait after a failure of the worker itself. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final String name;
    private final EventStore<T> store;
    private final BiConsumer<String, Runnable> threads;
    private final DeliveryClock clock;
    private final PendingRequests requests;
    private final ExporterCounters<T> counters;
    private final RetryState retry;
    private final DeliveryLog log;
    private final LifeCycle<T> life;
    private final ExportLoop<T> loop;
    private final CurrentReplay<T> replay;
    private final CurrentExporter<T> exporter;
    private volatile @Nullable Thread thread;

    // used by the worker's thread only
    private @Nullable Taken unanswered;
    private boolean gaveUp;
    private long pausedUntil;

    ExporterWorker(ExporterSetup setup, EventStore<T> store, WorkerEnvironment environment) {
        this.name = setup.name();
        this.store = store;
        this.threads = environment.threads();
        this.clock = environment.clock();
        Answers answers = new Answers(name, threads);
        this.requests = new PendingRequests(clock, this::signal, answers);
        this.counters = new ExporterCounters<>(store, name);
        this.retry = new RetryState(setup.delivery().retry(), clock, environment.random());
        this.log = new DeliveryLog(name, clock);
        this.life = new LifeCycle<>(requests, counters, log, clock, answers);
        this.loop = new ExportLoop<>(store, counters, requests, log, clock);
        this.replay = new CurrentReplay<>(requests, clock);
        this.exporter = new CurrentExporter<>(setup, environment);
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

    CurrentExporter<T> exporter() {
        return exporter;
    }

    /** Fails if no thread can be started; may be called again then. */
    void start() {
        if (life.start()) {
            try {
                threads.accept("flag-exporter-" + name + "-worker", this::run);
            } catch (RuntimeException | Error e) {
                life.notStarted();
                throw e;
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
        if (unanswered != null || replay.isInProgress() || requests.isWaiting(retry.isWaiting())) {
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
            Taken taken = unanswered == null ? requests.take(!replay.isInProgress()) : unanswered;
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
        Optional<ExportFailure> failure = isDue(taken) ? deliver(start) : Optional.empty();
        if (requests.isStopOverdue() || (taken.stop() && isDone())) {
            stopNow(taken, start);
            return;
        }
        taken.answerFlush(() -> counters.since(start, failure));
        replayBatch(taken);
        log.lost(counters.counts());
    }

    private boolean isDue(Taken taken) {
        boolean asked = taken.flush() != null || requests.successor().isPresent();
        boolean mayTry = !retry.isWaiting() && (taken.deliver() || retry.isFailing());
        return (asked || mayTry) && !requests.isStopOverdue();
    }

    /** Nothing is left to deliver before a stop. In a cycle without an attempt, a failure may still be waited out. */
    private boolean isDone() {
        return !retry.isFailing() || counters.pending() == 0;
    }

    /** A defect, or a lack of memory: the events stay pending, and callers that wait need an answer. */
    private void failedInternally(Progress start, Throwable thrown) {
        try {
            ExportFailure failure = failure(thrown);
            retry.failed(failure, false);
            store.setFailing(name, true);
            log.failedInternally(thrown);
            replay.end(thrown);
            if (unanswered != null) {
                unanswered.answerFlush(() -> counters.since(start, Optional.of(failure)));
                unanswered.answerReplay(() -> LifeCycle.replayFailed(failure));
                unanswered = null;
            }
        } catch (Throwable e) {
            // no memory even for that: the next cycle tries again, and gives the answers
            pausedUntil = clock.nanoTime() + PAUSE.toNanos();
        }
    }

    private Optional<ExportFailure> deliver(Progress start) {
        Optional<ExportFailure> failure = exportPending();
        if (failure.isPresent() || !requests.isStopOverdue()) {
            prepareNext(start, failure);
        }
        return failure;
    }

    /** A successor continues where the exporter before it made room. */
    private Optional<ExportFailure> exportPending() {
        Optional<ExportFailure> failure;
        do {
            replaceExporter();
            failure = loop.exportPending(exporter.get());
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
        ActiveExporter<T> next = exporter.successor(successor.setup);
        replay.end("the exporter is replaced");
        exporter.get().close(deadline()).ifPresent(log::notClosed);
        Runnable replacement = exporter.replacement(next);
        Runnable resumption = loop.resumption(next.settings().batchLimits());
        if (requests.takeSuccessor(successor)) {
            // nothing fails between this and the answer
            replacement.run();
            resumption.run();
            retry.restart(next.settings().retry());
            successor.answer(ReplaceResult.REPLACED);
            log.replaced(next.setup().kind(), counters.pending());
        }
    }

    private Supplier<Deadline> deadline() {
        return requests.limit(exporter.get().attemptDeadline());
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
        ActiveExporter<T> active = exporter.get();
        store.whenPending(name, active.wakeAtEvents(), active.wakeAtBytes(), requests::wake);
    }

    private void replayBatch(Taken taken) {
        if (taken.replay() != null) {
            replay.begin(exporter.get(), taken.replay());
        }
        replay.step();
    }

    /** Asks for a last flush and the end. */
    CompletionStage<FlushResult> stop() {
        return life.stop(shutdownTimeout());
    }

    /** Delivers what was appended so far, and leaves the store. Must not follow a stop. */
    CompletionStage<FlushResult> remove() {
        return life.remove(shutdownTimeout());
    }

    private Duration shutdownTimeout() {
        return exporter.get().settings().timeouts().shutdown();
    }

    private ExportFailure failure(Throwable cause) {
        return new ExportFailure(clock.now(), 1, cause);
    }

    private void stopNow(Taken taken, Progress start) {
        Optional<ExportFailure> reason = retry.current().or(this::notInTime);
        replay.end("the exporter stops");
        close();
        taken.answerFlush(() -> counters.since(start, reason));
        taken.answerReplay(life::noReplay);
        life.report(reason);
    }

    /** The stop ends even if no thread can be started for the close. */
    private void close() {
        try {
            exporter.get().close(deadline()).ifPresent(log::notClosed);
        } catch (OutOfMemoryError e) {
            if (!requests.isStopOverdue()) {
                throw e;
            }
            log.notClosed(e);
        }
    }

    private Optional<ExportFailure> notInTime() {
        return requests.isStopOverdue()
                ? Optional.of(failure(new IllegalStateException("not delivered within the shutdown-timeout of "
                        + shutdownTimeout().toMillis() + " ms")))
                : Optional.empty();
    }

    ExporterState state() {
        return life.state(retry.isFailing());
    }
}
