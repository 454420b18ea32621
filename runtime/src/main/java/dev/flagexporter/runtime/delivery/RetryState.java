package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

import dev.flagexporter.ExportFailure;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;

/**
 * When to try again after a failure: after a random time between zero and a limit that doubles with each failure up to a
 * cap ("full jitter"), so that many instances do not return to a recovering service all at once. A destination that asks
 * for a longer wait gets it, within bounds.
 *
 * <p><b>Thread safety.</b> Used by the worker only, except for {@link #last()} and {@link #isFailing()}.
 */
final class RetryState {

    /** A destination may ask for this wait even if {@code retry.max-backoff} is shorter. */
    static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

    private static final int MAX_DOUBLINGS = 30;

    private final DeliveryClock clock;
    private final RandomGenerator random;
    private RetrySettings settings;
    private int failures;
    private long nextAttempt;
    private volatile boolean failing;
    private volatile Optional<ExportFailure> last = Optional.empty();

    RetryState(RetrySettings settings, DeliveryClock clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /** Another exporter goes on, which has not failed yet. */
    void restart(RetrySettings newSettings) {
        settings = newSettings;
        succeeded();
    }

    void succeeded() {
        failures = 0;
        failing = false;
    }

    /**
     * Starts to wait for the next attempt.
     *
     * @param progress whether events were delivered before the failure, so that the wait is a short one again
     * @return the time to wait
     */
    Duration failed(ExportFailure failure, boolean progress) {
        failures = progress ? 1 : failures + 1;
        Duration wait = wait(failure.cause());
        nextAttempt = clock.nanoTime() + wait.toNanos();
        last = Optional.of(failure);
        failing = true;
        return wait;
    }

    private Duration wait(Throwable cause) {
        Duration backoff = Duration.ofNanos(random.nextLong(limit(failures).toNanos() + 1));
        return Outcome.retryAfter(cause)
                .map(this::bounded)
                .filter(asked -> asked.compareTo(backoff) > 0)
                .orElse(backoff);
    }

    private Duration bounded(Duration retryAfter) {
        Duration max = settings.maxBackoff().compareTo(MAX_RETRY_AFTER) > 0 ? settings.maxBackoff() : MAX_RETRY_AFTER;
        return retryAfter.compareTo(max) < 0 ? retryAfter : max;
    }

    /** Upper bound of the wait after so many failures in a row, counted from 1. */
    Duration limit(int failuresInARow) {
        Duration doubled = settings.initialBackoff().multipliedBy(1L << Math.min(failuresInARow - 1, MAX_DOUBLINGS));
        return doubled.compareTo(settings.maxBackoff()) < 0 ? doubled : settings.maxBackoff();
    }

    /** How many drains have failed since the last that succeeded or delivered something. */
    int failures() {
        return failures;
    }

    /** Whether the next attempt must still wait. */
    boolean isWaiting() {
        return failing && remaining() > 0;
    }

    /** The time until the next attempt, in nanoseconds; only meaningful while failing. */
    long remaining() {
        return nextAttempt - clock.nanoTime();
    }

    boolean isFailing() {
        return failing;
    }

    /** What keeps events from being delivered; empty when the last drain succeeded. */
    Optional<ExportFailure> current() {
        return failing ? last : Optional.empty();
    }

    /** The last failure, also when exports have succeeded since. */
    Optional<ExportFailure> last() {
        return last;
    }
}
