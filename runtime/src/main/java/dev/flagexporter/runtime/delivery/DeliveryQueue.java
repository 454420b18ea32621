package dev.flagexporter.runtime.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of the current lease that are still to be made, in order. The lease is committed when there is none
 * left. Used by the exporter's worker only; others read {@link #progress()}.
 */
final class DeliveryQueue<T extends ExportableEvent> {

    private final EventStore<T> store;
    private final String consumerId;
    private final Deque<Delivery<T>> deliveries = new ArrayDeque<>();
    private @Nullable Lease<T> lease;
    private int attempt;
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
            Lease<T> taken = store.lease(consumerId, limits);
            if (!taken.isEmpty()) {
                lease = taken;
                deliveries.add(Delivery.of(taken, now));
                attempt = 1;
            }
        }
        if (attempt == 1) {
            firstAttempt = now;
        }
        return deliveries.peek();
    }

    /** When the next delivery was tried for the first time. */
    Instant firstAttempt() {
        return firstAttempt;
    }

    /** Which attempt at the next delivery comes now, counted from 1. */
    int attempt() {
        return attempt;
    }

    Progress progress() {
        return progress;
    }

    /** Nobody knows what arrived of so many events that come again. */
    void doubt(int events) {
        progress = progress.doubting(events);
    }

    /** Moves on as the outcome of an attempt at the next delivery says. */
    void settle(Outcome outcome) {
        Delivery<T> tried = deliveries.remove();
        progress = progress.attempting(!(outcome instanceof Outcome.Delivered));
        if (outcome instanceof Outcome.Delivered) {
            progress = progress.delivering(tried.size());
        } else if (outcome instanceof Outcome.PartlyFailed partly) {
            progress = progress.delivering(tried.size() - partly.positions().size());
            deliveries.addFirst(tried.only(partly.positions()));
        } else if (outcome instanceof Outcome.Exhausted) {
            progress = progress.exhausting(tried.size());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            reject(tried, rejected);
        } else {
            deliveries.addFirst(tried);
            attempt++;
            return;
        }
        attempt = 1;
        commitWhenDone();
    }

    /** Without names the batch is divided, until the event to blame stands alone. */
    private void reject(Delivery<T> tried, Outcome.Rejected rejected) {
        progress = progress.rejecting(rejected.positions(tried.size()).size());
        List<Delivery<T>> rest = tried.withoutRejected(rejected);
        for (int i = rest.size() - 1; i >= 0; i--) {
            deliveries.addFirst(rest.get(i));
        }
    }

    private void commitWhenDone() {
        Lease<T> done = lease;
        if (deliveries.isEmpty() && done != null) {
            store.commit(done);
            lease = null;
        }
    }
}
