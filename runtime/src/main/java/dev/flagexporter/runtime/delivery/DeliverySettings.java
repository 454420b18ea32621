package dev.flagexporter.runtime.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.flagexporter.runtime.deadletter.DeadLetterLimit;
import dev.flagexporter.spi.store.LeaseLimits;

/**
 * How the events of one exporter are delivered.
 *
 * @param flushTrigger when a bulk exporter is flushed
 * @param batchLimits maximum size of a batch
 * @param timeouts how long calls may take
 * @param retry when a failed batch is exported again
 * @param failurePolicy what happens to events that are not delivered
 */
public record DeliverySettings(
        FlushTrigger flushTrigger,
        LeaseLimits batchLimits,
        Timeouts timeouts,
        RetrySettings retry,
        FailurePolicy failurePolicy) {

    /** Whether a delivery that has failed again must be given up. */
    boolean isExhausted(int attempts, long elapsedNanos) {
        return failurePolicy.onExhausted() != Disposal.KEEP && retry.isExhausted(attempts, elapsedNanos);
    }

    /**
     * When a bulk exporter flushes: at the first of two conditions. A streaming exporter flushes for each event.
     *
     * @param interval the flush interval, in whole seconds
     * @param maxEventInMemory number of pending events, at least 1
     */
    public record FlushTrigger(Duration interval, long maxEventInMemory) {}

    /**
     * How long calls may take.
     *
     * @param attempt for one attempt
     * @param shutdown for the last flush
     */
    public record Timeouts(Duration attempt, Duration shutdown) {

        /**
         * Returns the time within which an exporter is closed when it is replaced or removed, whatever the exporter does:
         * its last flush, the call that may begin at the end of that, and the interrupts of this call and of the closes.
         *
         * @return the two timeouts, and a few seconds
         */
        public Duration untilClosed() {
            return shutdown.plus(attempt).plus(ExporterCalls.GRACE.multipliedBy(4));
        }
    }

    /**
     * When a failed batch is exported again, and when it is given up.
     *
     * @param initialBackoff upper bound of the wait before the second attempt
     * @param maxBackoff upper bound of the wait between attempts
     * @param maxAttempts how many attempts at a delivery may fail; {@link #UNLIMITED} for no limit
     * @param maxElapsed how long after its first attempt a delivery is still tried; empty for no limit
     */
    public record RetrySettings(
            Duration initialBackoff, Duration maxBackoff, int maxAttempts, Optional<Duration> maxElapsed) {

        /** No limit of the number of attempts. */
        public static final int UNLIMITED = Integer.MAX_VALUE;

        boolean isExhausted(int attempts, long elapsedNanos) {
            return attempts >= maxAttempts
                    || maxElapsed
                            .filter(limit -> elapsedNanos >= limit.toNanos())
                            .isPresent();
        }
    }

    /**
     * What happens to events that are not delivered.
     *
     * @param onExhausted what happens when {@link RetrySettings#maxAttempts()} or {@link RetrySettings#maxElapsed()} is
     *     reached
     * @param onRejected what happens to events that the destination permanently rejects; never {@link Disposal#KEEP}
     * @param deadLetters where dead letters go; present when one of the two is {@link Disposal#DEAD_LETTER}
     */
    public record FailurePolicy(Disposal onExhausted, Disposal onRejected, Optional<DeadLetterSettings> deadLetters) {

        /** Retries without end, and drops what the destination rejects. */
        public static final FailurePolicy DEFAULT = new FailurePolicy(Disposal.KEEP, Disposal.DROP, Optional.empty());
    }

    /**
     * Where dead letters go.
     *
     * @param directory directory of the dead-letter file
     * @param limit maximum size of the file, and what happens when it is reached
     */
    public record DeadLetterSettings(Path directory, DeadLetterLimit limit) {}
}
