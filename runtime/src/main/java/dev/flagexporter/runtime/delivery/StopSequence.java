package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flagexporter.FlushResult;

/**
 * The end of an exporter, in steps that each wait for the one before only so long: the last flush; when its time is
 * over, an interrupt; when that does not help either, the exporter is left to itself and closed beside the call that
 * does not return; and when even the close does not return, the end is reported without it.
 *
 * <p><b>Who races.</b> The worker finishes when the last flush is done, the timer goes on to the next step. Both may
 * come to the end: closing is harmless twice, and it is reported once.
 */
final class StopSequence {

    /** What is brought to an end. */
    interface Subject {

        /** Ends the flush before its next batch and interrupts the exporter. */
        void cancel();

        /** Gives up the call that hangs. */
        void abandon();

        /** Closes the exporter. */
        void close();

        /** Says what became of the events. Called once. */
        FlushResult report();
    }

    private final DeliveryClock clock;
    private final Worker worker;
    private final Subject subject;
    private final CompletableFuture<FlushResult> stopped = new CompletableFuture<>();
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile boolean givenUp;

    StopSequence(DeliveryClock clock, Worker worker, Subject subject) {
        this.clock = clock;
        this.worker = worker;
        this.subject = subject;
    }

    /** Whether this is the first request. */
    boolean request() {
        return requested.compareAndSet(false, true);
    }

    boolean isRequested() {
        return requested.get();
    }

    /** The time for the last flush is over. */
    boolean isGivenUp() {
        return givenUp;
    }

    boolean isOver() {
        return reported.get();
    }

    /** What became of the events; each caller's own. */
    CompletionStage<FlushResult> result() {
        return stopped.copy();
    }

    /** Begins to count down. */
    void within(Duration timeout) {
        clock.after(timeout, this::giveUp);
    }

    private void giveUp() {
        if (!stopped.isDone()) {
            givenUp = true;
            subject.cancel();
            worker.wake();
            clock.after(CallGuard.GRACE, this::abandon);
        }
    }

    /** The exporter neither came back in time nor when it was interrupted. */
    private void abandon() {
        if (!stopped.isDone()) {
            subject.abandon();
            worker.beside(this::finish);
            clock.after(CallGuard.GRACE, this::report);
        }
    }

    /** Ends the worker and the exporter. */
    void finish() {
        worker.finish();
        subject.close();
        report();
    }

    private void report() {
        if (reported.compareAndSet(false, true)) {
            stopped.complete(subject.report());
        }
    }
}
