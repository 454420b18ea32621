package dev.flagexporter.runtime.delivery;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.flagexporter.DropReason;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The events of the current lease, which is committed when all of them are settled. It outlives the exporters that follow
 * each other under one name.
 *
 * <p>A rejected event is <em>held back</em> until the destination has delivered another one: only then the event is known
 * to be at fault. If everything is rejected, and more often than a {@link RejectionStreak} allows, the destination fails:
 * the events stay and are tried again after a wait.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only.
 */
final class Batch<T extends ExportableEvent> {

    private final EventStore<T> store;
    private final ExporterCounters<T> counters;
    private final DeliveryClock clock;
    private final RejectionStreak streak = new RejectionStreak();
    private BatchContents<T> contents = BatchContents.empty();
    private @Nullable Lease<T> lease;
    private @Nullable Delivery<T> whole;
    private int attempt = 1;
    private int attemptsOfOthers;
    private long firstAttempt;
    private int failedRounds;
    private long firstFailedRound;

    /** Events that were rejected while the destination rejected everything, and were tried once more afterwards. */
    private int suspects;

    Batch(EventStore<T> store, ExporterCounters<T> counters, DeliveryClock clock) {
        this.store = store;
        this.counters = counters;
        this.clock = clock;
    }

    /** The delivery to try next, leased from the store if necessary; empty when nothing is pending. */
    Optional<Delivery<T>> next(String consumerId, LeaseLimits limits) {
        commitWhenSettled();
        if (lease == null) {
            take(store.lease(consumerId, limits));
        }
        if (attemptsOfThisExporter() == 1) {
            firstAttempt = clock.nanoTime();
        }
        return contents.deliveries().stream().findFirst();
    }

    /** Whatever fails here, memory for example, the events come again: a lost lease would block the consumer. */
    private void take(Lease<T> taken) {
        if (taken.isEmpty()) {
            return;
        }
        boolean kept = false;
        try {
            Delivery<T> all = Delivery.of(taken, store.id(), clock.now());
            contents = BatchContents.of(all);
            whole = all;
            kept = true;
        } finally {
            if (!kept) {
                store.release(taken);
            }
        }
        lease = taken;
        failedRounds = 0;
        suspects = 0;
        restartCounting();
    }

    private void restartCounting() {
        attempt = 1;
        attemptsOfOthers = 0;
    }

    /**
     * Another exporter goes on with everything that is not settled: in batches of its size, with all its attempts. Returns
     * the change, which cannot fail when it is made.
     */
    Runnable resumption(LeaseLimits limits) {
        BatchContents<T> next = contents.startingOver(limits);
        boolean sameDelivery = firstId(contents).equals(firstId(next));
        return () -> {
            contents = next;
            attempt = sameDelivery ? attempt : 1;
            attemptsOfOthers = attempt - 1;
            failedRounds = 0;
            suspects = 0;
            streak.delivered();
        };
    }

    private static Optional<String> firstId(BatchContents<?> contents) {
        return contents.deliveries().stream().findFirst().map(Delivery::id);
    }

    /** The number of the current attempt at the next delivery, counted from 1. */
    int attempt() {
        return attempt;
    }

    private int attemptsOfThisExporter() {
        return attempt - attemptsOfOthers;
    }

    /**
     * Moves on after an attempt at the next delivery.
     *
     * @return why to wait before the next attempt; empty to go on at once
     */
    Optional<Throwable> settle(Outcome outcome, DeliverySettings settings) {
        Delivery<T> tried = contents.deliveries().get(0);
        if (outcome instanceof Outcome.Failed failed) {
            return failed(tried, failed.cause(), settings);
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected(tried, rejected.cause(), settings);
        }
        if (outcome instanceof Outcome.Partial partial) {
            return partial(tried, partial, settings);
        }
        delivered(contents.firstLeaves(List.of()), tried.size(), false, settings);
        return Optional.empty();
    }

    /**
     * Something was delivered, which proves the held-back events to be at fault. It does not if the destination rejected
     * everything before: then they are tried once more.
     */
    private void delivered(BatchContents<T> next, int delivered, boolean failed, DeliverySettings settings) {
        if (streak.isFailing() && suspects == 0 && !next.heldBack().isEmpty()) {
            int heldBack = next.heldBackEvents();
            change(next.retryingHeldBackLast(requireNonNull(whole), settings.batchLimits()), delivered, failed);
            suspects = heldBack;
        } else {
            change(next.givingUpHeldBack(), delivered, failed);
        }
        streak.delivered();
        failedRounds = 0;
    }

    /** Nothing can fail between the two assignments, so the counts always add up. */
    private void change(BatchContents<T> after, int delivered, boolean failed) {
        Progress progress = counters.progress().attempting(failed).delivering(delivered);
        contents = after;
        counters.set(progress);
        restartCounting();
    }

    private Optional<Throwable> failed(Delivery<T> tried, Throwable cause, DeliverySettings settings) {
        if (settings.isExhausted(attemptsOfThisExporter(), clock.nanoTime() - firstAttempt)) {
            Removed<T> exhausted = new Removed<>(tried, tried.id(), attempt, DropReason.EXHAUSTED, cause);
            change(contents.firstLeaves(List.of()).givingUp(exhausted), 0, true);
            if (contents.isRejected()) {
                onlyRejectedLeft(cause, settings);
            }
        } else {
            counters.set(counters.progress().attempting(true));
            attempt++;
        }
        return Optional.of(cause);
    }

    private Optional<Throwable> rejected(Delivery<T> tried, Throwable cause, DeliverySettings settings) {
        change(
                tried.size() == 1
                        ? contents.firstLeaves(List.of()).holdingBack(rejected(tried, tried, cause))
                        : contents.firstLeaves(tried.halves()),
                0,
                true);
        Optional<Throwable> failing = afterRejection(cause, settings);
        return failing.isEmpty() && Outcome.retryAfter(cause).isPresent() ? Optional.of(cause) : failing;
    }

    private Optional<Throwable> partial(Delivery<T> tried, Outcome.Partial partial, DeliverySettings settings) {
        BatchContents<T> next =
                contents.firstLeaves(partial.failed().isEmpty() ? List.of() : List.of(tried.only(partial.failed())));
        if (!partial.rejected().isEmpty()) {
            next = next.holdingBack(rejected(tried, tried.only(partial.rejected()), partial.cause()));
        }
        int delivered = partial.deliveredEvents(tried.size());
        if (delivered > 0) {
            delivered(next, delivered, true, settings);
        } else {
            change(next, 0, true);
        }
        Optional<Throwable> failing =
                contents.heldBack().isEmpty() ? Optional.empty() : afterRejection(partial.cause(), settings);
        // without the rejected events the failed ones may succeed at once
        return partial.rejected().isEmpty() || partial.asksToWait() ? Optional.of(partial.cause()) : failing;
    }

    private Removed<T> rejected(Delivery<T> tried, Delivery<T> part, Throwable cause) {
        return new Removed<>(part, tried.id(), attempt, DropReason.REJECTED, cause);
    }

    /** An attempt was rejected and delivered nothing. */
    private Optional<Throwable> afterRejection(Throwable cause, DeliverySettings settings) {
        streak.rejectedAttempt();
        if (contents.isRejected()) {
            return onlyRejectedLeft(cause, settings);
        }
        return streak.isFailing() ? Optional.of(failingDestination(cause, settings)) : Optional.empty();
    }

    /** No other event can prove whether the held-back events or the destination are at fault. */
    private Optional<Throwable> onlyRejectedLeft(Throwable cause, DeliverySettings settings) {
        if (contents.heldBackEvents() <= suspects || streak.mayGiveUp(contents.heldBackEvents())) {
            streak.gaveUp(contents.heldBackEvents());
            contents = contents.givingUpHeldBack();
            return Optional.empty();
        }
        return Optional.of(failingDestination(cause, settings));
    }

    /** The destination rejects event after event and delivers nothing: the events stay, unless retries are exhausted. */
    private Throwable failingDestination(Throwable cause, DeliverySettings settings) {
        if (failedRounds == 0) {
            firstFailedRound = clock.nanoTime();
        }
        failedRounds++;
        ExportException failure = new ExportException(
                "the destination rejects every event and delivers none, last with: " + cause.getMessage(), cause);
        Outcome.retryAfter(cause).ifPresent(failure::retryAfter);
        if (settings.isExhausted(failedRounds, clock.nanoTime() - firstFailedRound)) {
            contents = contents.givingUpEverything(failure, failedRounds);
            failedRounds = 0;
        } else if (contents.isRejected()) {
            contents = contents.retryingHeldBack(requireNonNull(whole), settings.batchLimits());
            attempt = failedRounds + 1;
        }
        return failure;
    }

    /** What is yet to be dropped or written to the dead-letter file. */
    List<Removed<T>> givenUp() {
        return contents.givenUp();
    }

    /** These events were dropped or written to the dead-letter file, and count as this progress says. */
    void settled(Predicate<Removed<T>> removed, Progress progress) {
        contents = contents.without(removed);
        counters.set(progress);
    }

    /** Moves the consumer's offset past the batch when nothing of it is left. */
    void commitWhenSettled() {
        Lease<T> done = lease;
        if (done != null && contents.isSettled()) {
            store.commit(done);
            // only now: a commit that fails is repeated
            lease = null;
            whole = null;
        }
    }
}
