package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

import dev.flagexporter.ExportFailure;

/**
 * How an exporter is doing: what failed last, when to try again, and what of it the log is to say. Told by the worker
 * after each drain; others only read.
 */
final class FailureTracker {

    private final FailureLog log;
    private final Function<RetrySettings, Retry> retries;
    private Retry retry;
    private volatile boolean failing;
    private volatile Optional<ExportFailure> last = Optional.empty();
    /** The events that failed last were given up, so that an empty drain is no sign of a recovery. */
    private boolean gaveUp;

    FailureTracker(FailureLog log, Function<RetrySettings, Retry> retries, RetrySettings first) {
        this.log = log;
        this.retries = retries;
        this.retry = retries.apply(first);
    }

    FailureLog log() {
        return log;
    }

    /** A drain is over: from where it led to where, and the failure that ended it early. */
    void drained(Progress before, Progress after, Optional<ExportFailure> failure) {
        log.givenUp(after);
        if (failure.isPresent()) {
            last = failure;
            gaveUp = after.exhausted().total() > before.exhausted().total();
        } else if (retry.failures() > 0 && (after.delivered() > before.delivered() || !gaveUp)) {
            log.recovered(retry.failures());
        }
    }

    /** Another exporter goes on, which has not failed yet. */
    void startAnew(RetrySettings settings) {
        retry = retries.apply(settings);
        failing = false;
    }

    /** The exporter goes on with what is pending at its next trigger. */
    void succeeded() {
        retry.succeeded();
        failing = false;
    }

    /** The exporter goes on after a wait, which is a short one again if something arrived before the failure. */
    void failed(ExportFailure failure, boolean progress, long pending) {
        if (progress) {
            retry.succeeded();
        }
        Duration wait = retry.failed();
        log.failed(failure, retry.failures(), wait, pending);
        failing = true;
    }

    /** Whether the next attempt is yet to come. */
    boolean isWaiting() {
        return retry.isWaiting();
    }

    boolean isFailing() {
        return failing;
    }

    /** What keeps events from being delivered; empty when the last drain went well. */
    Optional<ExportFailure> current() {
        return failing ? last : Optional.empty();
    }

    Optional<ExportFailure> last() {
        return last;
    }
}
