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
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the store and the worker know about an exporter's events. Those of an exporter that leaves end with the
 * event that was the last when it was told so: what comes later may still be delivered, but is not its business.
 */
final class Accounts<T extends ExportableEvent> {

    private final EventStore<T> store;
    private final String consumerId;
    private final Supplier<Progress> progress;
    private volatile long end = Long.MAX_VALUE;
    private volatile @Nullable ExporterCounts last;

    Accounts(EventStore<T> store, String consumerId, Supplier<Progress> progress) {
        this.store = store;
        this.consumerId = consumerId;
        this.progress = progress;
    }

    /** The exporter leaves: events that are appended from now on are none of its own. */
    void endHere() {
        end = store.counts(consumerId).appended();
    }

    /** The exporter has left: takes the consumer out of the store and keeps the counts. */
    void close() {
        last = current();
        store.removeConsumer(consumerId);
    }

    ExporterCounts counts() {
        ExporterCounts known = last;
        return known == null ? currentOrLast() : known;
    }

    private ExporterCounts currentOrLast() {
        try {
            return current();
        } catch (IllegalArgumentException e) {
            // the consumer left the store meanwhile, and its counts were kept before
            ExporterCounts known = last;
            if (known == null) {
                throw e;
            }
            return known;
        }
    }

    private ExporterCounts current() {
        // in this order: what is delivered was appended before
        Progress done = progress.get();
        ConsumerCounts inStore = store.counts(consumerId);
        long past = done.settled() + inStore.dropped();
        long appended = Math.min(inStore.appended(), Math.max(end, past));
        return new ExporterCounts(
                appended,
                done.delivered(),
                appended - past,
                dropped(done, inStore),
                done.rejected().deadLettered() + done.exhausted().deadLettered(),
                done.possiblyDoubled(),
                done.attempts(),
                done.failedAttempts());
    }

    private static Map<DropReason, Long> dropped(Progress done, ConsumerCounts inStore) {
        return Map.of(
                DropReason.OVERFLOW, inStore.dropped(),
                DropReason.REJECTED, done.rejected().dropped(),
                DropReason.EXHAUSTED, done.exhausted().dropped());
    }

    long overflowed() {
        return counts().dropped().getOrDefault(DropReason.OVERFLOW, 0L);
    }

    Progress progress() {
        return progress.get();
    }

    /** What a flush achieved that began with this progress; without a failure when nothing is left. */
    FlushResult since(Progress start, Optional<ExportFailure> failure) {
        Progress now = progress();
        long pending = counts().pending();
        return new FlushResult(
                now.delivered() - start.delivered(),
                now.givenUp() - start.givenUp(),
                pending,
                pending == 0 ? Optional.empty() : failure);
    }
}
