package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

import dev.flagexporter.DataExporter;
import dev.flagexporter.DropReason;
import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Runs one exporter: everything that could make it export only wakes its worker, and the worker decides in one place,
 * {@link #cycle()}, what there is to do.
 *
 * <p><b>Who races.</b> The worker runs the cycles and alone touches the exporter, the drain and the retry state. Anyone
 * may leave a flush request, ask it to stop or wake it. A request that is left while the worker is busy is answered by
 * the cycle after, because the wake-up follows the request. An exporter that hangs beyond its deadline and an interrupt
 * is left to itself: another worker takes over with {@link #unfinished} in hand, and the old one ends when it comes
 * back. At the stop nobody takes over, {@link #abandon()} closes the exporter beside the call that does not return.
 *
 * @param <T> the type of the events
 */
public final class DefaultDataExporter<T extends ExportableEvent> implements DataExporter<T> {

    /** What a cycle is about: whether it is to be the last, and whom it answers. */
    private record Cycle(
            boolean last,
            @Nullable CompletableFuture<FlushResult> request,
            @Nullable CompletableFuture<ReplayResult> replay,
            Progress start) {

        long before() {
            return start.delivered();
        }
    }

    private final ExporterSetup setup;
    private final EventStore<T> store;
    private final DeliveryClock clock;
    private final Worker worker;
    private final Drain<T> drain;
    private final Retry retry;
    private final FailureLog log;

    private final AtomicReference<@Nullable CompletableFuture<FlushResult>> flushRequest = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<ReplayResult>> replayRequest = new AtomicReference<>();
    private final CompletableFuture<FlushResult> stopped = new CompletableFuture<>();
    private final AtomicBoolean stopRequested = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile @Nullable Cycle unfinished;
    private volatile boolean givenUp;
    private volatile boolean failing;
    /** The events that failed last were given up, so that an empty drain is no sign of a recovery. */
    private boolean gaveUp;

    private volatile long deliveredBeforeStop;
    private volatile Optional<ExportFailure> lastFailure = Optional.empty();

    /**
     * Subscribes an exporter to the events that are appended from now on.
     *
     * @param setup the exporter and how to run it
     * @param store where the events are
     * @param clock the time
     */
    public DefaultDataExporter(ExporterSetup setup, EventStore<T> store, DeliveryClock clock) {
        this(setup, store, clock, new ThreadWorker("flag-exporter-" + setup.name()), new Random());
    }

    DefaultDataExporter(
            ExporterSetup setup, EventStore<T> store, DeliveryClock clock, Worker worker, RandomGenerator random) {
        this.setup = setup;
        this.store = store;
        this.clock = clock;
        this.worker = worker;
        this.drain = new Drain<>(setup, store, clock, worker::replace);
        this.retry = new Retry(new Backoff(setup.initialBackoff(), setup.maxBackoff(), random), clock, worker::wake);
        this.log = new FailureLog(setup.name(), setup.failurePolicy());
        store.addConsumer(setup.name(), ConsumerStart.HEAD);
    }

    @Override
    public void start() {
        if (started.compareAndSet(false, true)) {
            worker.start(this::cycle);
        }
    }

    /** Has the worker look for events; what the flush interval does. */
    public void wake() {
        worker.wake();
    }

    /** The worker's only job: exports what is pending unless a retry is yet to come, and sees to what comes next. */
    private void cycle() {
        Cycle abandoned = unfinished;
        if (abandoned != null) {
            ExportFailure failure = drain.takeOver(worker, log);
            conclude(abandoned, Optional.of(failure));
            answerReplay(abandoned.replay(), failed(failure));
        }
        // before looking at what is pending: only a drain that began after the stop has seen everything
        boolean last = stopRequested.get();
        Cycle cycle = new Cycle(last, flushRequest.getAndSet(null), replayRequest.getAndSet(null), drain.progress());
        unfinished = cycle;
        if (givenUp || cycle.request() != null || !retry.isWaiting()) {
            conclude(cycle, givenUp ? lastFailure : drain());
        }
        replay(cycle.replay());
        unfinished = null;
    }

    private void replay(@Nullable CompletableFuture<ReplayResult> request) {
        if (request != null) {
            answerReplay(request, givenUp || reported.get() ? stoppedReplay() : drain.replay());
        }
    }

    private static void answerReplay(@Nullable CompletableFuture<ReplayResult> request, ReplayResult result) {
        if (request != null) {
            request.completeAsync(() -> result);
        }
    }

    private ReplayResult stoppedReplay() {
        return failed(new ExportFailure(clock.now(), 1, new IllegalStateException("the exporter is stopped")));
    }

    private static ReplayResult failed(ExportFailure failure) {
        return new ReplayResult(0, 0, 0, Optional.of(failure));
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
        boolean progress = drain.progress().delivered() > cycle.before();
        settle(failure, progress, drain.progress().exhausted() > cycle.start().exhausted());
        if (givenUp || (cycle.last() && isDone(failure))) {
            finish();
        } else {
            prepareNext(failure, progress);
        }
        answer(cycle.request(), cycle.before(), failure);
    }

    /** An exporter that fails to open is done as well when nothing waits for it. */
    private boolean isDone(Optional<ExportFailure> failure) {
        return failure.isEmpty() || counts().pending() == 0;
    }

    private void settle(Optional<ExportFailure> failure, boolean progress, boolean exhausted) {
        log.rejected(drain.progress().rejected());
        log.exhausted(drain.progress().exhausted());
        log.overflowed(store.counts(setup.name()).dropped(), clock.now());
        if (failure.isPresent()) {
            lastFailure = failure;
            gaveUp = exhausted;
        } else if (retry.failures() > 0 && (progress || !gaveUp)) {
            log.recovered(retry.failures());
        }
    }

    private void prepareNext(Optional<ExportFailure> failure, boolean progress) {
        if (failure.isPresent()) {
            if (progress) {
                retry.succeeded();
            }
            Duration wait = retry.failed();
            log.failed(failure.get(), retry.failures(), wait, counts().pending());
        } else {
            retry.succeeded();
            store.whenPending(setup.name(), threshold(), worker::wake);
        }
        failing = failure.isPresent();
    }

    private long threshold() {
        return isBulk() ? setup.maxEventInMemory() : 1;
    }

    private void answer(
            @Nullable CompletableFuture<FlushResult> request, long before, Optional<ExportFailure> failure) {
        if (request != null) {
            FlushResult result = resultSince(before, failure);
            // on another thread: what callers attach to it is none of the worker's business
            request.completeAsync(() -> result);
        }
    }

    private FlushResult resultSince(long before, Optional<ExportFailure> failure) {
        ExporterCounts now = counts();
        return new FlushResult(
                now.delivered() - before, now.pending(), now.pending() == 0 ? Optional.empty() : failure);
    }

    @Override
    public CompletionStage<FlushResult> flush() {
        CompletableFuture<FlushResult> mine = new CompletableFuture<>();
        CompletableFuture<FlushResult> request = flushRequest.updateAndGet(waiting -> waiting == null ? mine : waiting);
        worker.wake();
        if (reported.get()) {
            answer(flushRequest.getAndSet(null), drain.progress().delivered(), lastFailure);
        }
        return request.copy();
    }

    @Override
    public CompletionStage<ReplayResult> replayDeadLetters() {
        CompletableFuture<ReplayResult> mine = new CompletableFuture<>();
        CompletableFuture<ReplayResult> request =
                replayRequest.updateAndGet(waiting -> waiting == null ? mine : waiting);
        worker.wake();
        if (reported.get()) {
            answerReplay(replayRequest.getAndSet(null), stoppedReplay());
        }
        return request.copy();
    }

    @Override
    public CompletionStage<FlushResult> stop() {
        if (stopRequested.compareAndSet(false, true)) {
            deliveredBeforeStop = drain.progress().delivered();
            if (started.compareAndSet(false, true)) {
                finish();
            } else {
                clock.after(setup.shutdownTimeout(), this::giveUp);
                flush();
            }
        }
        return stopped.copy();
    }

    private void giveUp() {
        if (!stopped.isDone()) {
            givenUp = true;
            drain.cancel();
            worker.wake();
            clock.after(CallGuard.GRACE, this::abandon);
        }
    }

    /** The exporter neither came back in time nor when it was interrupted. */
    private void abandon() {
        if (!stopped.isDone()) {
            drain.abandon();
            worker.beside(this::finish);
            clock.after(CallGuard.GRACE, this::report);
        }
    }

    /** Ends the worker and the exporter. */
    private void finish() {
        worker.finish();
        drain.close();
        report();
    }

    /** Says once what became of the events, even if the exporter does not come back from closing either. */
    private void report() {
        if (reported.compareAndSet(false, true)) {
            FlushResult result = resultSince(deliveredBeforeStop, lastFailure);
            log.stopped(result);
            answerAll();
            stopped.complete(result);
        }
    }

    private void answerAll() {
        Cycle hanging = unfinished;
        if (hanging != null) {
            answer(hanging.request(), hanging.before(), lastFailure);
            answerReplay(hanging.replay(), stoppedReplay());
        }
        answer(flushRequest.getAndSet(null), drain.progress().delivered(), lastFailure);
        answerReplay(replayRequest.getAndSet(null), stoppedReplay());
    }

    @Override
    public String consumerId() {
        return setup.name();
    }

    @Override
    public String kind() {
        return setup.kind();
    }

    @Override
    public EventType eventType() {
        return setup.eventType();
    }

    @Override
    public boolean isBulk() {
        return setup.exporter().isBulk();
    }

    @Override
    public Duration flushInterval() {
        return setup.flushInterval();
    }

    @Override
    public long maxEventInMemory() {
        return setup.maxEventInMemory();
    }

    @Override
    public ExporterCounts counts() {
        // in this order: what is delivered was appended before
        Progress progress = drain.progress();
        ConsumerCounts inStore = store.counts(setup.name());
        long settled = progress.settled() + inStore.dropped();
        return new ExporterCounts(
                inStore.appended(),
                progress.delivered(),
                inStore.appended() - settled,
                dropped(progress, inStore),
                deadLettered(progress),
                progress.possiblyDoubled(),
                progress.attempts(),
                progress.failedAttempts());
    }

    private Map<DropReason, Long> dropped(Progress progress, ConsumerCounts inStore) {
        return Map.of(
                DropReason.OVERFLOW, inStore.dropped(),
                DropReason.REJECTED, givenUp(DropReason.REJECTED, progress, Disposal.DROP),
                DropReason.EXHAUSTED, givenUp(DropReason.EXHAUSTED, progress, Disposal.DROP));
    }

    private long deadLettered(Progress progress) {
        return givenUp(DropReason.REJECTED, progress, Disposal.DEAD_LETTER)
                + givenUp(DropReason.EXHAUSTED, progress, Disposal.DEAD_LETTER);
    }

    /** How many events were given up for a reason, if that is what then happens to them. */
    private long givenUp(DropReason reason, Progress progress, Disposal disposal) {
        long events = reason == DropReason.REJECTED ? progress.rejected() : progress.exhausted();
        return setup.failurePolicy().disposalOf(reason) == disposal ? events : 0;
    }

    @Override
    public ExporterState state() {
        if (reported.get()) {
            return ExporterState.STOPPED;
        }
        if (stopRequested.get()) {
            return ExporterState.STOPPING;
        }
        if (!started.get()) {
            return ExporterState.NEW;
        }
        return failing ? ExporterState.RETRYING : ExporterState.RUNNING;
    }

    @Override
    public Optional<ExportFailure> lastFailure() {
        return lastFailure;
    }
}
