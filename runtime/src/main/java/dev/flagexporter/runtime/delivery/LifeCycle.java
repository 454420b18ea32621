package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;
import dev.flagexporter.ReplayResult;
import dev.flagexporter.spi.event.ExportableEvent;

/**
 * The life cycle of an exporter, from its start to its stop.
 *
 * <p><b>Thread safety.</b> Any thread starts and stops; the first one counts. The worker reports the end, or the thread that
 * stops an exporter which was never started.
 */
final class LifeCycle<T extends ExportableEvent> {

    private final PendingRequests requests;
    private final ExporterCounters<T> counters;
    private final DeliveryLog log;
    private final DeliveryClock clock;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean stopRequested = new AtomicBoolean();
    private final Request<FlushResult> stopped;
    private volatile Progress beforeStop = Progress.NONE;
    private volatile boolean removed;
    private volatile boolean over;

    LifeCycle(
            PendingRequests requests,
            ExporterCounters<T> counters,
            DeliveryLog log,
            DeliveryClock clock,
            Answers answers) {
        this.requests = requests;
        this.counters = counters;
        this.log = log;
        this.clock = clock;
        this.stopped = new Request<>(answers);
    }

    /** Whether this call started it. */
    boolean start() {
        return started.compareAndSet(false, true);
    }

    /** No thread could be started; another call may start it. A stop that was requested meanwhile ends here. */
    void notStarted() {
        started.set(false);
        if (stopRequested.get() && start()) {
            reportNeverStarted();
        }
    }

    private void reportNeverStarted() {
        report(Optional.of(failure("stopped before it was started")));
    }

    private ExportFailure failure(String reason) {
        return new ExportFailure(clock.now(), 1, new IllegalStateException(reason));
    }

    /** Asks for a last flush within a time and for the end; an exporter that was never started ends at once. */
    CompletionStage<FlushResult> stop(Duration timeout) {
        if (stopRequested.compareAndSet(false, true)) {
            beforeStop = counters.progress();
            if (start()) {
                reportNeverStarted();
            } else {
                requests.stop(timeout);
            }
        }
        return stopped.join();
    }

    /** Stops, and leaves the store. Events that are appended from now on are not the exporter's own. */
    CompletionStage<FlushResult> remove(Duration timeout) {
        counters.endHere();
        removed = true;
        CompletionStage<FlushResult> stop = stop(timeout);
        if (over) {
            // it was stopped before, as a consumer
            counters.close();
        }
        return stop;
    }

    /** Ends: logs and answers what was delivered, and why not everything was. May be repeated if it fails. */
    void report(Optional<ExportFailure> whyNotAll) {
        FlushResult result = counters.since(beforeStop, whyNotAll);
        log.stopped(result, counters.counts());
        requests.close(() -> counters.since(counters.progress(), whyNotAll), this::noReplay);
        over = true;
        if (removed) {
            counters.close();
        }
        stopped.answer(result);
    }

    /** The answer to a replay that comes after the end. */
    ReplayResult noReplay() {
        return replayFailed(failure("the exporter is stopped"));
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
