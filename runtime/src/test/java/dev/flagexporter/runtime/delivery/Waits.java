package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Part of the model of an exporter: when it has failed, and until when it must wait. After a failure nothing is attempted
 * before the wait is over, unless a request asks for it.
 */
final class Waits {

    private static final long INITIAL = DeliveryHarness.INITIAL_BACKOFF.toNanos();
    private static final long MAX = DeliveryHarness.MAX_BACKOFF.toNanos();

    private final DeliveryClock clock;
    private final IntSupplier cycle;
    private final BooleanSupplier failing;
    private int requestedFor = -1;
    private int failedIn = -1;
    private int deliveredIn = -1;
    private long asked;
    private long lastLimit;
    private long until;

    /** {@code failing} tells whether the exporter says that it retries. */
    Waits(DeliveryClock clock, IntSupplier cycle, BooleanSupplier failing) {
        this.clock = clock;
        this.cycle = cycle;
        this.failing = failing;
    }

    /** Something must be attempted in the next cycle, wait or not. */
    void requested() {
        requestedFor = cycle.getAsInt() + 1;
    }

    boolean isRequested() {
        return requestedFor == cycle.getAsInt();
    }

    /** Another exporter goes on, which has not failed. */
    void restart() {
        until = clock.nanoTime();
        lastLimit = 0;
    }

    void assertMayAttempt() {
        assertThat(hasFailed()).as("goes on in the cycle of a failure").isFalse();
        assertThat(clock.nanoTime() - until < 0 && failing.getAsBoolean() && !isRequested())
                .as("an attempt that should wait")
                .isFalse();
    }

    void delivered() {
        deliveredIn = cycle.getAsInt();
    }

    void failed(Duration retryAfter) {
        failedIn = cycle.getAsInt();
        Duration bound = RetryState.MAX_RETRY_AFTER;
        asked = (retryAfter.compareTo(bound) < 0 ? retryAfter : bound).toNanos();
    }

    boolean hasFailed() {
        return failedIn == cycle.getAsInt();
    }

    /** The delivery draws a wait up to a limit, which doubles from failure to failure. */
    void backsOff(long limit, long drawn) {
        assertThat(limit)
                .as("the limit of the wait")
                .isIn(INITIAL, deliveredIn == cycle.getAsInt() ? INITIAL : Math.min(2 * lastLimit, MAX));
        lastLimit = limit;
        until = clock.nanoTime() + (hasFailed() ? Math.max(asked, drawn) : drawn);
    }

    void assertNotOverdue() {
        assertThat(failing.getAsBoolean() && clock.nanoTime() - until >= 0)
                .as("still waits after the wait")
                .isFalse();
    }
}
