package dev.flagexporter.runtime.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.flagexporter.DropReason;
import dev.flagexporter.runtime.deadletter.DeadLetterLimit;
import dev.flagexporter.runtime.delivery.DeliverySettings.DeadLetterSettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.FailurePolicy;
import dev.flagexporter.runtime.delivery.DeliverySettings.FlushTrigger;
import dev.flagexporter.runtime.delivery.DeliverySettings.RetrySettings;
import dev.flagexporter.runtime.delivery.DeliverySettings.Timeouts;
import dev.flagexporter.spi.store.LeaseLimits;

/** The settings that decide what happens to events that are not delivered. */
record FailureSettings(
        int maxAttempts,
        Optional<Duration> maxElapsed,
        Disposal onExhausted,
        Disposal onRejected,
        Optional<Path> deadLetterDirectory) {

    static final int UNLIMITED = RetrySettings.UNLIMITED;

    static final FailureSettings DEFAULT =
            new FailureSettings(UNLIMITED, Optional.empty(), Disposal.KEEP, Disposal.DROP, Optional.empty());

    Disposal disposalOf(DropReason reason) {
        return switch (reason) {
            case REJECTED -> onRejected;
            case EXHAUSTED -> onExhausted;
            case OVERFLOW, DEAD_LETTERS_FULL -> Disposal.DROP;
        };
    }

    /** Batches of so many events, and the times of the tests. */
    DeliverySettings delivery(int batch) {
        return delivery(
                new LeaseLimits(batch, Long.MAX_VALUE),
                new Timeouts(DeliveryHarness.ATTEMPT_TIMEOUT, DeliveryHarness.SHUTDOWN_TIMEOUT));
    }

    DeliverySettings delivery(LeaseLimits batch, Timeouts timeouts) {
        return new DeliverySettings(
                new FlushTrigger(Duration.ofSeconds(60), 100),
                batch,
                timeouts,
                new RetrySettings(
                        DeliveryHarness.INITIAL_BACKOFF, DeliveryHarness.MAX_BACKOFF, maxAttempts, maxElapsed),
                new FailurePolicy(
                        onExhausted,
                        onRejected,
                        deadLetterDirectory.map(
                                directory -> new DeadLetterSettings(directory, DeadLetterLimit.DEFAULT))));
    }
}
