package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterState;
import dev.flagexporter.FlushResult;

/**
 * The start of an exporter, and its end in steps that each wait for the one before only so long: the last flush; when
 * its time is over, an interrupt; when that does not help either, the exporter is left to itself and closed beside the
 * call that does not return; and when even the close does not return, the end is reported without it.
 *
 * <p><b>Who races.</b> The worker finishes when the last flush is done, the timer goes on to the next step. Both may
 * come to the end: closing is harmless twice, and it is reported once.
 */
final class LifeCycle {

    private final DeliveryClock clock;
    private final Worker worker;
    private final Succession<?> succession;
    private final Accounts<?> accounts;
    private final Inbox inbox;
    private final FailureTracker failures;
    private final CompletableFuture<FlushResult> stopped = new CompletableFuture<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean stopRequested = new AtomicBoolean();
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile boolean leaving;
    private volatile boolean neverStarted;
    private volatile boolean givenUp;
    private volatile Progress beforeStop = Progress.NONE;

    LifeCycle(
            DeliveryClock clock,
            Worker worker,
            Succession<?> succession,
            Accounts<?> accounts,
            Inbox inbox,
            FailureTracker failures) {
        this.clock = clock;
        this.worker = worker;
        this.succession = succession;
        this.accounts = accounts;
        this.inbox = inbox;
        this.failures = failures;
    }

    void start(Runnable cycle) {
        if (started.compareAndSet(false, true)) {
            worker.start(cycle);
        }
    }

    /** Delivers what was appended so far, and is no consumer of the store any more. Not to be called after a stop. */
    CompletionStage<FlushResult> leave() {
        accounts.endHere();
        leaving = true;
        return stop();
    }

    CompletionStage<FlushResult> stop() {
        if (stopRequested.compareAndSet(false, true)) {
            beforeStop = accounts.progress();
            if (started.compareAndSet(false, true)) {
                neverStarted = true;
                finish();
            } else {
                clock.after(succession.current().setup().timeouts().shutdown(), this::giveUp);
                inbox.flush();
            }
        }
        return stopped.copy();
    }

    private void giveUp() {
        if (!stopped.isDone()) {
            givenUp = true;
            succession.cancel();
            worker.wake();
            clock.after(CallGuard.GRACE, this::abandon);
        }
    }

    /** The exporter neither came back in time nor when it was interrupted. */
    private void abandon() {
        if (!stopped.isDone()) {
            succession.current().exporter().abandon();
            worker.beside(this::finish);
            clock.after(CallGuard.GRACE, this::report);
        }
    }

    /** Ends the worker and the exporter. */
    void finish() {
        worker.finish();
        succession.current().close();
        report();
    }

    /** Says once what became of the events, even if the exporter does not come back from its close. */
    private void report() {
        if (reported.compareAndSet(false, true)) {
            Optional<ExportFailure> reason = whyNotAll();
            FlushResult result = accounts.since(beforeStop, reason);
            failures.log().stopped(result);
            if (leaving) {
                accounts.close();
            }
            inbox.close(reason);
            succession.end();
            stopped.complete(result);
        }
    }

    /** Why something is still pending that was there before the stop: what keeps failing, or else there was no time. */
    Optional<ExportFailure> whyNotAll() {
        return failures.current().or(this::noTime);
    }

    private Optional<ExportFailure> noTime() {
        if (neverStarted) {
            return Optional.of(failure("stopped before it was started"));
        }
        Duration timeout = succession.current().setup().timeouts().shutdown();
        return givenUp
                ? Optional.of(failure("not delivered within the shutdown-timeout of " + timeout.toMillis() + " ms"))
                : Optional.empty();
    }

    private ExportFailure failure(String message) {
        return new ExportFailure(clock.now(), 1, new IllegalStateException(message));
    }

    boolean isStopRequested() {
        return stopRequested.get();
    }

    /** The time for the last flush is over. */
    boolean isGivenUp() {
        return givenUp;
    }

    /** Nothing is exported any more. */
    boolean isOver() {
        return givenUp || reported.get();
    }

    ExporterState state() {
        if (reported.get()) {
            return ExporterState.STOPPED;
        }
        if (stopRequested.get()) {
            return ExporterState.STOPPING;
        }
        if (!started.get()) {
            return ExporterState.NEW;
        }
        return failures.isFailing() ? ExporterState.RETRYING : ExporterState.RUNNING;
    }
}
