package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of the current lease that are still to be made, in order. The lease is committed when there is none
 * left. It outlives the exporters that come one after the other: what one of them has in hand goes on, as the same
 * deliveries, with the next. Used by the exporter's worker only; others read {@link #progress()}.
 */
final class DeliveryQueue<T extends ExportableEvent> {

    private final EventStore<T> store;
    private final String consumerId;
    private List<Delivery<T>> deliveries = List.of();
    private @Nullable Lease<T> lease;
    private int attempt;
    private int attemptsOfOthers;
    private Instant firstAttempt = Instant.MIN;
    private volatile Progress progress = Progress.NONE;

    DeliveryQueue(EventStore<T> store, String consumerId) {
        this.store = store;
        this.consumerId = consumerId;
    }

    /** The delivery to make next, taken from the store if need be; null when nothing is pending. */
    @Nullable
    Delivery<T> next(LeaseLimits limits, Instant now) {
        if (deliveries.isEmpty()) {
            take(store.lease(consumerId, limits), now);
        }
        if (attemptsOfThisExporter() == 1) {
            firstAttempt = now;
        }
        return deliveries.isEmpty() ? null : deliveries.get(0);
    }

    /** Whatever fails here, memory for example, the lease comes again: a lost one would block the consumer for ever. */
    private void take(Lease<T> taken, Instant now) {
        boolean kept = false;
        try {
            deliveries = taken.isEmpty() ? List.of() : List.of(Delivery.of(taken, now));
            kept = true;
        } finally {
            if (!kept && !taken.isEmpty()) {
                store.release(taken);
            }
        }
        lease = taken;
        startCounting();
    }

    private void startCounting() {
        attempt = 1;
        attemptsOfOthers = 0;
    }

    /** Another exporter goes on: in batches of its own size, and with all the attempts it may have. */
    void resume(LeaseLimits limits) {
        List<Delivery<T>> inHand = deliveries.stream()
                .flatMap(delivery -> delivery.within(limits).stream())
                .toList();
        if (inHand.isEmpty() || !inHand.get(0).id().equals(deliveries.get(0).id())) {
            startCounting();
        }
        deliveries = inHand;
        attemptsOfOthers = attempt - 1;
    }

    /** When this exporter tried the next delivery for the first time. */
    Instant firstAttempt() {
        return firstAttempt;
    }

    /** Which attempt at the next delivery comes now, counted from 1. */
    int attempt() {
        return attempt;
    }

    /** The same without those of the exporters before. */
    int attemptsOfThisExporter() {
        return attempt - attemptsOfOthers;
    }

    Progress progress() {
        return progress;
    }

    /** Nobody knows what arrived of so many events that come again. */
    void doubt(int events) {
        progress = progress.doubting(events);
    }

    /** Moves on as the outcome of an attempt at the next delivery says. All that can fail comes before the first change. */
    void settle(Outcome outcome, FailurePolicy policy) {
        Delivery<T> tried = deliveries.get(0);
        Stream<Delivery<T>> rest = tried.rest(outcome).stream();
        List<Delivery<T>> left =
                Stream.concat(rest, deliveries.stream().skip(1)).toList();
        Progress after = progress.after(outcome, tried.size(), policy);
        deliveries = left;
        progress = after;
        if (outcome instanceof Outcome.Failed) {
            attempt++;
        } else {
            startCounting();
        }
        commitWhenDone();
    }

    private void commitWhenDone() {
        Lease<T> done = lease;
        if (deliveries.isEmpty() && done != null) {
            // first, so that a commit that fails half-way is not repeated for ever
            lease = null;
            store.commit(done);
        }
    }
}
