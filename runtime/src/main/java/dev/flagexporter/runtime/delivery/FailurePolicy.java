package dev.flagexporter.runtime.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dev.flagexporter.DropReason;

/**
 * What becomes of events that cannot be delivered.
 *
 * @param maxAttempts how many attempts at a delivery may fail; {@link #UNLIMITED} for no limit
 * @param maxElapsed how long after its first attempt a delivery is still tried; empty for no limit
 * @param onExhausted what happens beyond these limits
 * @param onRejected what happens to events that the destination refuses for good; never {@link Disposal#KEEP}
 * @param deadLetterDirectory where the dead letters are; present when one of the two needs it
 */
public record FailurePolicy(
        int maxAttempts,
        Optional<Duration> maxElapsed,
        Disposal onExhausted,
        Disposal onRejected,
        Optional<Path> deadLetterDirectory) {

    /** As many attempts as it takes. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Tries for ever, and drops what the destination refuses. */
    public static final FailurePolicy DEFAULT =
            new FailurePolicy(UNLIMITED, Optional.empty(), Disposal.KEEP, Disposal.DROP, Optional.empty());

    /** What happens to events that are given up for a reason. */
    Disposal disposalOf(DropReason reason) {
        return switch (reason) {
            case REJECTED -> onRejected;
            case EXHAUSTED -> onExhausted;
            case OVERFLOW -> Disposal.DROP;
        };
    }

    /** Whether a delivery that has failed again is to be given up. */
    boolean isExhausted(int attempts, Duration elapsed) {
        boolean beyond = attempts >= maxAttempts
                || maxElapsed.filter(limit -> elapsed.compareTo(limit) >= 0).isPresent();
        return beyond && onExhausted != Disposal.KEEP;
    }
}
