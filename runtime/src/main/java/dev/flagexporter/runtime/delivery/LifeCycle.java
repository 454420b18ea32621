package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * Where an exporter is between its start and its stop.
 *
 * <p><b>Thread safety.</b> Any thread starts and stops; the first one counts. The worker reports the end, or the thread that
 * stops an exporter which was never started.
 */
final class LifeCycle<T extends ExportableEvent> {

    private final PendingRequests requests;
    private final ExporterCounters<T> counters;
    private final DeliveryLog log;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean stopRequested = new AtomicBoolean();
    private final Request<FlushResult> stopped;
    private volatile Progress beforeStop = Progress.NONE;
    private volatile boolean removed;
    private volatile boolean over;

    LifeCycle(PendingRequests requests, ExporterCounters<T> counters, DeliveryLog log, Answers answers) {
        this.requests = requests;
        this.counters = counters;
        this.log = log;
        this.stopped = new Request<>(answers);
    }

    /** Whether this call started it. */
    boolean start() {
        return started.compareAndSet(false, true);
    }

    /** No thread could be started; another call may start it. A stop that came meanwhile ends here. */
    void notStarted(Supplier<ExportFailure> neverStarted) {
        started.set(false);
        if (stopRequested.get() && start()) {
            ExportFailure failure = neverStarted.get();
            report(Optional.of(failure), replayFailed(failure));
        }
    }

    /** Asks for a last flush within a time and for the end; an exporter that was never started ends at once. */
    CompletionStage<FlushResult> stop(Duration timeout, ExportFailure neverStarted) {
        if (stopRequested.compareAndSet(false, true)) {
            beforeStop = counters.progress();
            if (start()) {
                report(Optional.of(neverStarted), replayFailed(neverStarted));
            } else {
                requests.stop(timeout);
            }
        }
        return stopped.join();
    }

    /** Stops, and leaves the store. Events that are appended from now on are not the exporter's own. */
    CompletionStage<FlushResult> remove(Duration timeout, ExportFailure neverStarted) {
        counters.endHere();
        removed = true;
        CompletionStage<FlushResult> stop = stop(timeout, neverStarted);
        if (over) {
            // it was stopped before, as a consumer
            counters.close();
        }
        return stop;
    }

    /** Ends: logs and answers what was delivered, and why not everything was. May be repeated if it fails. */
    void report(Optional<ExportFailure> whyNotAll, ReplayResult lateReplay) {
        FlushResult result = counters.since(beforeStop, whyNotAll);
        log.stopped(result, counters.counts());
        requests.close(() -> counters.since(counters.progress(), whyNotAll), () -> lateReplay);
        over = true;
        if (removed) {
            counters.close();
        }
        stopped.answer(result);
    }

    static ReplayResult replayFailed(ExportFailure failure) {
        return new ReplayResult(0, 0, 0, Optional.of(failure));
    }

    boolean isStopRequested() {
        return stopRequested.get();
    }

    boolean isOver() {
        return over;
    }

    ExporterState state(boolean failing) {
        if (over) {
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
}
