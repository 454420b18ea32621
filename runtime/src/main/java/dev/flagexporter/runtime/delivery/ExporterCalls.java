package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs the calls of one exporter, one at a time and each with a deadline. Nothing of an exporter's runs on the thread
 * of its worker, so a call that hangs never keeps the worker from retrying, flushing or stopping.
 */
interface ExporterCalls {

    /** How long an interrupted call has to return. */
    Duration GRACE = Duration.ofSeconds(2);

    /** Each abandoned call keeps a thread until it returns, so their number must be limited. */
    int MAX_HANGING = 8;

    /** A call into code that may block, fail or hang. */
    @FunctionalInterface
    interface Call {

        void run() throws Exception;
    }

    /**
     * Runs a call and waits for it. At the deadline the call is interrupted; if it does not return within {@link #GRACE},
     * it is abandoned.
     *
     * @param deadline asked again whenever the worker is signalled, because a stop brings it forward
     * @return what the call threw; an {@link InterruptedCallException} if that was after the interrupt, an
     *     {@link AbandonedCallException} if the call was abandoned; empty when it returned
     */
    Optional<Throwable> run(Call call, Supplier<Deadline> deadline);

    /**
     * Runs a call that closes something, as {@link #run} does, with two differences. It has {@link #GRACE} at least, even if
     * the deadline is over. And it is made even if too many calls hang: an exporter is closed once, and what it holds, a lock
     * for example, must not stay with it.
     */
    Optional<Throwable> runClose(Call call, Supplier<Deadline> deadline);

    /** Runs something that may block on a thread of its own, without waiting for it. */
    void runAside(Runnable action);

    /** How many abandoned calls have not returned. */
    int hanging();

    /** Ends the thread once its call has returned. */
    void stop();

    /** A call failed after it was interrupted. */
    final class InterruptedCallException extends Exception {

        private static final long serialVersionUID = 1L;

        InterruptedCallException(Deadline deadline, Throwable cause) {
            super("interrupted after " + deadline.reason(), cause);
        }
    }

    /** A call neither returned within its deadline nor when it was interrupted. */
    final class AbandonedCallException extends Exception {

        private static final long serialVersionUID = 1L;

        AbandonedCallException(Deadline deadline) {
            super("abandoned: it returned neither within " + deadline.reason() + " nor when it was interrupted");
        }
    }

    /** Too many calls hang. */
    final class TooManyHangingCallsException extends Exception {

        private static final long serialVersionUID = 1L;

        TooManyHangingCallsException(int hanging) {
            super(hanging + " abandoned calls still hang; no call is made until one of them returns");
        }
    }
}
