package dev.flagexporter.runtime.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.EventStore;

/** Adds up what the store and the worker know about an exporter's events. */
final class Accounts<T extends ExportableEvent> {

    private final EventStore<T> store;
    private final String consumerId;
    private final FailurePolicy policy;
    private final Supplier<Progress> progress;

    Accounts(EventStore<T> store, String consumerId, FailurePolicy policy, Supplier<Progress> progress) {
        this.store = store;
        this.consumerId = consumerId;
        this.policy = policy;
        this.progress = progress;
    }

    ExporterCounts counts() {
        // in this order: what is delivered was appended before
        Progress done = progress.get();
        ConsumerCounts inStore = store.counts(consumerId);
        return new ExporterCounts(
                inStore.appended(),
                done.delivered(),
                inStore.appended() - done.settled() - inStore.dropped(),
                dropped(done, inStore),
                deadLettered(done),
                done.possiblyDoubled(),
                done.attempts(),
                done.failedAttempts());
    }

    private Map<DropReason, Long> dropped(Progress done, ConsumerCounts inStore) {
        return Map.of(
                DropReason.OVERFLOW, inStore.dropped(),
                DropReason.REJECTED, givenUp(DropReason.REJECTED, done, Disposal.DROP),
                DropReason.EXHAUSTED, givenUp(DropReason.EXHAUSTED, done, Disposal.DROP));
    }

    private long deadLettered(Progress done) {
        return givenUp(DropReason.REJECTED, done, Disposal.DEAD_LETTER)
                + givenUp(DropReason.EXHAUSTED, done, Disposal.DEAD_LETTER);
    }

    /** How many events were given up for a reason, if that is what then happens to them. */
    private long givenUp(DropReason reason, Progress done, Disposal disposal) {
        long events = reason == DropReason.REJECTED ? done.rejected() : done.exhausted();
        return policy.disposalOf(reason) == disposal ? events : 0;
    }

    long delivered() {
        return progress.get().delivered();
    }

    /** What a flush achieved that began when so many events were delivered; without a failure when nothing is left. */
    FlushResult since(long delivered, Optional<ExportFailure> failure) {
        ExporterCounts now = counts();
        return new FlushResult(
                now.delivered() - delivered, now.pending(), now.pending() == 0 ? Optional.empty() : failure);
    }
}
