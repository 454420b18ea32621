package dev.flagexporter.runtime.delivery;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * What the worker of one exporter does, over and over: everything that could make it export only wakes it, and it
 * decides in one place, {@link #cycle()}, what there is to do.
 *
 * <p><b>Who races.</b> The worker runs the cycles and alone touches the exporter, the drain and the retry state. Anyone
 * may leave a request, ask it to stop or wake it. A request that is left while the worker is busy is answered by the
 * cycle after, because the wake-up follows the request. An exporter that hangs beyond its deadline and an interrupt is
 * left to itself: another worker takes over with {@link #unfinished} in hand, and the old one ends when it comes back.
 * At the stop nobody takes over, see {@link StopSequence}.
 */
final class DeliveryLoop<T extends ExportableEvent> implements StopSequence.Subject {

    /** What a cycle is about: whether it is to be the last, and whom it answers. */
    private record Cycle(boolean last, Request<FlushResult> flush, Request<ReplayResult> replay, Progress start) {}

    private final ExporterSetup setup;
    private final EventStore<T> store;
    private final DeliveryClock clock;
    private final Worker worker;
    private final Drain<T> drain;
    private final FailureLog log;
    private final FailureTracker failures;
    private final Accounts<T> accounts;
    private final StopSequence stop;

    private final RequestBox<FlushResult> flushes = new RequestBox<>();
    private final RequestBox<ReplayResult> replays = new RequestBox<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile @Nullable Cycle unfinished;
    private volatile long deliveredBeforeStop;

    DeliveryLoop(ExporterSetup setup, EventStore<T> store, DeliveryClock clock, Worker worker, RandomGenerator random) {
        this.setup = setup;
        this.store = store;
        this.clock = clock;
        this.worker = worker;
        this.drain = new Drain<>(setup, store, clock, worker::replace);
        this.log = new FailureLog(setup.name(), setup.failurePolicy());
        this.failures = new FailureTracker(new Retry(new Backoff(setup.retry(), random), clock, worker::wake), log);
        this.accounts = new Accounts<>(store, setup.name(), setup.failurePolicy(), drain::progress);
        this.stop = new StopSequence(clock, worker, this);
    }

    void start() {
        if (started.compareAndSet(false, true)) {
            worker.start(this::cycle);
        }
    }

    /** The worker's only job: exports what is pending unless a retry is yet to come, and sees to what comes next. */
    private void cycle() {
        takeOver();
        Cycle cycle = begin();
        if (stop.isGivenUp() || cycle.flush().isPresent() || !failures.isWaiting()) {
            conclude(cycle, stop.isGivenUp() ? failures.last() : drain());
        }
        cycle.replay().answer(() -> stop.isGivenUp() || stop.isOver() ? stoppedReplay() : drain.replay());
        unfinished = null;
    }

    private Cycle begin() {
        // before looking at what is pending: only a drain that began after the stop has seen everything
        boolean last = stop.isRequested();
        Cycle cycle = new Cycle(last, flushes.take(), replays.take(), drain.progress());
        unfinished = cycle;
        return cycle;
    }

    /** Ends the cycle of a worker whose call was abandoned. */
    private void takeOver() {
        Cycle abandoned = unfinished;
        if (abandoned != null) {
            ExportFailure failure = drain.takeOver(worker, log);
            conclude(abandoned, Optional.of(failure));
            abandoned.replay().answer(() -> failed(failure));
        }
    }

    private Optional<ExportFailure> drain() {
        try {
            return drain.run();
        } catch (AbandonedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // no memory, or a defect of ours: the events are still there, and a flush waits for its answer
            return Optional.of(new ExportFailure(clock.now(), 1, e));
        }
    }

    private void conclude(Cycle cycle, Optional<ExportFailure> failure) {
        Progress now = drain.progress();
        failures.drained(cycle.start(), now, failure);
        failures.overflowed(store.counts(setup.name()).dropped(), clock.now());
        if (stop.isGivenUp() || (cycle.last() && isDone(failure))) {
            stop.finish();
        } else {
            prepareNext(failure, now.delivered() > cycle.start().delivered());
        }
        cycle.flush().answer(() -> accounts.since(cycle.start().delivered(), failure));
    }

    /** An exporter that fails to open is done as well when nothing waits for it. */
    private boolean isDone(Optional<ExportFailure> failure) {
        return failure.isEmpty() || counts().pending() == 0;
    }

    private void prepareNext(Optional<ExportFailure> failure, boolean progress) {
        if (failure.isPresent()) {
            failures.failed(failure.get(), progress, counts().pending());
        } else {
            failures.succeeded();
            store.whenPending(setup.name(), threshold(), worker::wake);
        }
    }

    private long threshold() {
        return setup.exporter().isBulk() ? setup.flushTrigger().maxEventInMemory() : 1;
    }

    private ReplayResult stoppedReplay() {
        return failed(new ExportFailure(clock.now(), 1, new IllegalStateException("the exporter is stopped")));
    }

    private static ReplayResult failed(ExportFailure failure) {
        return new ReplayResult(0, 0, 0, Optional.of(failure));
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

    CompletionStage<FlushResult> stop() {
        if (stop.request()) {
            deliveredBeforeStop = accounts.delivered();
            if (started.compareAndSet(false, true)) {
                stop.finish();
            } else {
                stop.within(setup.timeouts().shutdown());
                flush();
            }
        }
        return stop.result();
    }

    @Override
    public void cancel() {
        drain.cancel();
    }

    @Override
    public void abandon() {
        drain.abandon();
    }

    @Override
    public void close() {
        drain.close();
    }

    @Override
    public FlushResult report() {
        FlushResult result = accounts.since(deliveredBeforeStop, failures.last());
        log.stopped(result);
        Cycle hanging = unfinished;
        if (hanging != null) {
            hanging.flush().answer(() -> accounts.since(hanging.start().delivered(), failures.last()));
            hanging.replay().answer(this::stoppedReplay);
        }
        flushes.close(() -> accounts.since(accounts.delivered(), failures.last()));
        replays.close(this::stoppedReplay);
        return result;
    }

    ExporterCounts counts() {
        return accounts.counts();
    }

    ExporterState state() {
        if (stop.isOver()) {
            return ExporterState.STOPPED;
        }
        if (stop.isRequested()) {
            return ExporterState.STOPPING;
        }
        if (!started.get()) {
            return ExporterState.NEW;
        }
        return failures.isFailing() ? ExporterState.RETRYING : ExporterState.RUNNING;
    }

    Optional<ExportFailure> lastFailure() {
        return failures.last();
    }
}
