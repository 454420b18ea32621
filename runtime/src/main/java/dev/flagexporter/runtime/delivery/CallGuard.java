package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.PartialExportException;
import org.jspecify.annotations.Nullable;

/**
 * Gives each call of an exporter a deadline. At the deadline the call is interrupted; if it has not returned a moment
 * later, it is abandoned: its thread ends with an {@link AbandonedException} whenever it comes back, and whoever is
 * told of it takes over.
 */
final class CallGuard {

    /** How long an interrupted call has to return. */
    static final Duration GRACE = Duration.ofSeconds(2);

    /** Each abandoned call keeps a thread until it returns, so there must not be more and more of them. */
    static final int MAX_HANGING = 8;

    private final DeliveryClock clock;
    private final AtomicInteger hanging;
    private final Runnable onAbandoned;
    private volatile Limit limit;
    private volatile @Nullable Call current;
    private volatile boolean interruptsAll;

    /** How long a call may take, and why no longer. */
    private record Limit(Duration timeout, String reason) {}

    /** {@code hanging} is where calls that were abandoned and have not returned are counted. */
    CallGuard(DeliveryClock clock, Duration timeout, AtomicInteger hanging, Runnable onAbandoned) {
        this.clock = clock;
        this.limit = new Limit(timeout, "the attempt-timeout of " + timeout.toMillis() + " ms");
        this.hanging = hanging;
        this.onAbandoned = onAbandoned;
    }

    /** What an exporter does. */
    @FunctionalInterface
    interface Action {

        void run() throws Exception;
    }

    /** Makes a call; what it threw, empty when it returned. */
    Optional<Throwable> run(Action action) {
        Call call = new Call();
        DeliveryClock.Timer deadline = begin(call);
        Optional<Throwable> thrown = thrownBy(action);
        deadline.cancel();
        if (!call.end()) {
            hanging.decrementAndGet();
            throw new AbandonedException();
        }
        return call.isLate() ? thrown.map(this::timedOut) : thrown;
    }

    private DeliveryClock.Timer begin(Call call) {
        current = call;
        if (interruptsAll) {
            call.interrupt();
        }
        return clock.after(limit.timeout(), () -> timeOut(call));
    }

    private static Optional<Throwable> thrownBy(Action action) {
        try {
            action.run();
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }

    /** What an interrupted call throws says little; only what it names as delivered is believed. */
    private Throwable timedOut(Throwable thrown) {
        return thrown instanceof PartialExportException
                ? thrown
                : new ExportException("interrupted after " + limit.reason(), thrown);
    }

    private void timeOut(Call call) {
        if (call.timeOut()) {
            clock.after(GRACE, () -> abandon(call));
        }
    }

    private void abandon(Call call) {
        if (giveUp(call)) {
            onAbandoned.run();
        }
    }

    private boolean giveUp(Call call) {
        // first, so that the call's own thread never finds less than there are
        hanging.incrementAndGet();
        boolean abandoned = call.abandon();
        if (!abandoned) {
            hanging.decrementAndGet();
        }
        return abandoned;
    }

    /** Interrupts the call that runs, and all that come. */
    void interruptAll() {
        interruptsAll = true;
        Call running = current;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Ends the time of the call that runs now, and leaves those that come no more than a moment. */
    void hurry() {
        limit = new Limit(GRACE, "the time it had to make room for its successor");
        Call running = current;
        if (running != null) {
            timeOut(running);
        }
    }

    /** Abandons the call that runs, if one does, and tells nobody. */
    void abandonCurrent() {
        Call running = current;
        if (running != null) {
            giveUp(running);
        }
    }

    /** Why no further call is to be made at the moment. */
    Optional<Throwable> refusal() {
        int now = hanging.get();
        return now < MAX_HANGING
                ? Optional.empty()
                : Optional.of(new ExportException(now + " abandoned calls still hang; waiting for one to return"));
    }

    /** What is thrown in the place of a call that was abandoned. */
    Throwable abandonment() {
        return new ExportException(
                "abandoned: it neither returned within " + limit.reason() + " nor when it was interrupted");
    }
}
